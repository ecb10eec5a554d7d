import { faults, replyCall, replyText } from '@kinglet/testkit/scripted-llm-server';
import type { Chat } from './support/chat.ts';
import { expect, test } from './support/test.ts';

test.afterEach(async ({ chat }) => {
  await chat.forgetEndpoint();
});

async function askLarger(chat: Chat): Promise<void> {
  await chat.actions.last().getByRole('button', { name: 'Ask the larger model' }).click();
}

test('the user sees what would be sent before it is sent; then the larger model answers with the same tools', async ({
  chat,
  llm,
}) => {
  await chat.setEndpoint(llm.baseUrl);
  llm.setScript([replyText('pong')]);
  await chat.page.getByRole('button', { name: 'Test' }).click();
  await expect(chat.page.getByText(/scripted-large.* ms|answered/)).toBeVisible();
  await chat.view('Chat');
  await chat.newChat();

  await chat.ask('What is 2 plus 3?');
  const asked = llm.requests.length;
  llm.setScript([replyCall('calculate', { expression: '6*7' }), replyText('It is **42**, by the tool.')]);
  await askLarger(chat);
  const card = chat.page.locator('kinglet-approval-card');
  await expect(card).toContainText(new URL(llm.baseUrl).host);
  await expect(card).toContainText('scripted-large');
  await expect(card).toContainText('What is 2 plus 3?');
  await expect(card).toContainText('Cost');
  expect(llm.requests).toHaveLength(asked);
  await chat.decide('Allow in this conversation');
  await expect(chat.lastAnswer).toContainText('You asked for it', { timeout: 60_000 });
  await chat.finishedAnswers(1);
  expect(llm.requests.length).toBeGreaterThan(asked);
});

test('personal data goes as placeholders, the answer has it back, and why it went out is told, also after a reload', async ({
  chat,
  llm,
}) => {
  await chat.setEndpoint(llm.baseUrl);
  await chat.view('Chat');
  await chat.newChat();
  await chat.ask('Note: write to ann@example.com');
  llm.setScript([replyText('I would write to <EMAIL_1>.')]);
  await askLarger(chat);
  await expect(chat.page.locator('kinglet-approval-card')).toContainText('write to <EMAIL_1>');
  await chat.decide('Allow once');
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).toContainText('I would write to ann@example.com.');
  expect(JSON.stringify(llm.requests.at(-1)?.body)).not.toContain('ann@example.com');

  await chat.page.reload();
  await chat.page
    .getByRole('button', { name: /^Note: write to/ })
    .first()
    .click();
  await chat.lastAnswer.getByText('Why did this go out?').click();
  await expect(chat.lastAnswer).toContainText('e-mail addresses: 1');
  await expect(chat.lastAnswer).toContainText('no cap is set');
});

test('while nothing may leave, the larger model cannot be asked', async ({ chat, llm }) => {
  await chat.setEndpoint(llm.baseUrl);
  const never = chat.page.getByLabel('Never leave this device');
  await never.check();
  const before = llm.requests.length;
  await chat.page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(chat.page.getByText(/"Never leave this device" is on, so nothing was sent/)).toBeVisible();
  await chat.view('Chat');
  await chat.newChat();
  await chat.ask('What is 2 plus 3?');
  await expect(chat.actions.last().getByRole('button', { name: 'Ask the larger model' })).toHaveCount(0);
  expect(llm.requests).toHaveLength(before);
  await chat.view('Settings');
  await never.uncheck();
});

test('No keeps everything on the device', async ({ chat, llm }) => {
  await chat.setEndpoint(llm.baseUrl);
  await chat.view('Chat');
  await chat.newChat();
  await chat.ask('What is 2 plus 3?');
  const asked = llm.requests.length;
  await askLarger(chat);
  await chat.decide('No');
  await chat.finishedAnswers(1);
  expect(llm.requests).toHaveLength(asked);
});

for (const [name, reply, says] of [
  ['a stream that breaks off', faults.truncated('Half an ans'), /interrupted|broke off|ended before/i],
  ['a wrong key', faults.unauthorized, /key/i],
  ['a server error', faults.serverError, /500|server/i],
  ['an HTML page', faults.htmlPage, /HTML|address|URL/i],
] as const) {
  test(`${name} is said with the next step, and nothing is lost`, async ({ chat, llm }) => {
    await chat.setEndpoint(llm.baseUrl);
    await chat.view('Chat');
    await chat.newChat();
    await chat.ask('What is 2 plus 3?');
    llm.setScript(() => reply);
    await askLarger(chat);
    await chat.decide('Allow once');
    await chat.finishedAnswers(1);
    await expect(chat.lastAnswer).toContainText(says);
    await expect(chat.page.locator('kinglet-user-message')).toContainText('What is 2 plus 3?');
  });
}
