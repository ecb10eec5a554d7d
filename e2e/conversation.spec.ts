import { expect, test } from './support/test.ts';

test('Esc stops an answer; what came so far stays', async ({ chat }) => {
  await chat.send('Write a long story about a bird that crosses the sea');
  await expect(chat.lastAnswer.locator('kinglet-markdown')).toContainText(/\w+ \w+ \w+/, {
    timeout: 120_000,
  });
  await chat.page.keyboard.press('Escape');
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).toContainText('topped');
  await expect(chat.lastAnswer.locator('kinglet-markdown')).toContainText(/\w+ \w+ \w+/);
});

test('the stop button stops while it still reads', async ({ chat }) => {
  await chat.send(`Say what this means: ${'the quick brown fox jumps over the lazy dog and '.repeat(20)}`);
  await chat.stop.click();
  await chat.finishedAnswers(1);
  await expect(await chat.ask('What is 2 plus 3?')).toContainText('5');
});

test('an answer can be copied, made again and rated; the last message can be edited', async ({ chat }) => {
  await chat.ask('What is 12 times 12?');
  await chat.actions.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => chat.page.evaluate(() => navigator.clipboard.readText())).toContain('144');

  await chat.actions.getByRole('button', { name: 'Answer again' }).click();
  await expect(chat.page.getByRole('group', { name: 'Version 2 of 2' })).toBeVisible();
  // The version is there before its answer is.
  await chat.finishedAnswers(1);
  await chat.page.getByRole('button', { name: 'Previous version' }).click();
  await expect(chat.page.getByRole('group', { name: 'Version 1 of 2' })).toBeVisible();

  await chat.actions.getByRole('button', { name: 'Good answer' }).click();
  await chat.page.getByRole('button', { name: 'Edit', exact: true }).click();
  await chat.page.getByRole('textbox', { name: 'Edit your message' }).fill('What is 13 times 13?');
  await chat.page.getByRole('button', { name: 'Send again' }).click();
  await expect(chat.lastAnswer).toContainText('169', { timeout: 120_000 });
});

test('a reload keeps the conversation and the log', async ({ chat, site }) => {
  await chat.ask('What is 7 times 8?');
  await chat.page.reload();
  await expect(chat.page.getByRole('button', { name: /^What is 7 times 8/ })).toBeVisible();
  await chat.page.getByRole('button', { name: /^What is 7 times 8/ }).click();
  await expect(chat.lastAnswer).toContainText('56');
  await chat.view('Log');
  await expect(chat.page.locator('kinglet-log-row').first()).toContainText('What is 7 times 8');
  await chat.page.goto(`${site.url}#/chat`);
});

test('with the network off everything on the device goes on', async ({ chat, ready }) => {
  await ready.context.setOffline(true);
  try {
    await expect(await chat.ask('What is 15% of 80?')).toContainText('12');
    await expect(chat.page.getByText('Offline')).toBeVisible();
  } finally {
    await ready.context.setOffline(false);
  }
});
