import { startPublicSite } from './support/public-site.ts';
import { expect, test } from './support/test.ts';

test('each example on the page is answered by a tool, rightly', async ({ chat }) => {
  const examples = chat.page.getByRole('list', { name: 'Examples to try' }).getByRole('button');
  const texts = await examples.allInnerTexts();
  expect(texts).toHaveLength(3);
  const right: Readonly<Record<string, RegExp>> = {
    'What is 17.5% of 240?': /\b42\b/,
    'Convert 5 foot 11 to cm': /180[.,]34/,
    'How many days until 25 December?': /\b\d+ days?\b/,
  };
  for (const text of texts) {
    const answer = await chat.ask(text);
    await expect(answer.locator('kinglet-tool-card')).toHaveCount(1);
    await expect(answer).toContainText(right[text] ?? /^no example/);
    await chat.newChat();
  }
});

test('a tool card shows the arguments, what was understood, the result and its duration', async ({
  chat,
}) => {
  await chat.ask('Convert 5 foot 11 to cm');
  const card = await chat.openTool('convert');
  await expect(card).toContainText('5 foot 11');
  await expect(card).toContainText('180.34');
  await expect(card).toContainText('Reads only');
  await expect(card).toContainText('Took');
});

test('a note is kept, found and listed; deleting it asks first, and No keeps it', async ({ chat }) => {
  await chat.ask('Make a note: the spare key is under the blue pot');
  await expect(chat.lastAnswer).toContainText('blue pot');
  const listed = await chat.ask('show my notes');
  await expect(listed).toContainText('blue pot');

  await chat.send('delete the note about the spare key');
  await chat.decide('No');
  await chat.finishedAnswers(3);
  await expect(chat.lastAnswer).toContainText('Not done');
  await expect(await chat.ask('show my notes')).toContainText('blue pot');

  await chat.send('delete the note about the spare key');
  await chat.decide('Allow once');
  await chat.finishedAnswers(5);
  await expect(chat.lastAnswer).toContainText('Deleted the note');
  await expect(await chat.ask('show my notes')).not.toContainText('blue pot');
});

test('what destroys wants its word typed, "always" survives a reload, and is asked again once it is withdrawn', async ({
  chat,
}) => {
  for (const text of ['plums in the cellar', 'honey on the shelf', 'walnuts in the attic'])
    await chat.ask(`Make a note: ${text}`);
  await chat.newChat();
  await chat.send('delete the note about plums');
  const once = chat.page.getByRole('button', { name: 'Allow once', exact: true });
  await expect(once).toBeDisabled({ timeout: 200_000 });
  await chat.decide('Always allow');
  await chat.finishedAnswers(1);
  await expect(chat.lastAnswer).toContainText('Deleted the note');

  await chat.page.reload();
  await chat.newChat();
  await expect(await chat.ask('delete the note about honey')).toContainText('Deleted the note');
  await chat.view('Settings');
  const rules = chat.page.getByRole('region', { name: 'What tools may do unasked' });
  await expect(rules).toContainText('used once');
  await rules.getByRole('button', { name: 'Withdraw the rule for delete' }).click();
  await expect(rules.getByRole('listitem')).toHaveCount(0);

  await chat.view('Chat');
  await chat.newChat();
  await chat.send('delete the note about walnuts');
  await chat.decide('No');
  await chat.finishedAnswers(1);
  await expect(await chat.ask('show my notes')).toContainText('walnuts');
});

test('a reminder fires while the tab is open, and a missed one shows at the next opening', async ({
  chat,
  site,
}) => {
  await chat.ask('Remind me to stretch in 3 seconds');
  const due = chat.page.getByRole('list', { name: 'Reminders' });
  await expect(due).toContainText('stretch', { timeout: 20_000 });
  await due.getByRole('button', { name: 'Done' }).first().click();
  await expect(due.getByText('stretch')).toHaveCount(0);

  await chat.ask('Remind me to water the plants in 2 seconds');
  await chat.page.goto('about:blank');
  await chat.page.waitForTimeout(3000);
  await chat.page.goto(site.url);
  await expect(due).toContainText('Missed while Kinglet was closed', { timeout: 20_000 });
  await due.getByRole('button', { name: 'Done' }).first().click();
});

test('an attached file is read; a binary and a large one are refused with what to do', async ({ chat }) => {
  const files = chat.page.locator('input[type=file]');
  await files.setInputFiles({
    name: 'p.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from([0, 1, 2, 3, 255, 0]),
  });
  await chat.send('What does the file say?');
  await expect(chat.page.getByRole('alert')).toContainText(/text/i);
  await chat.page.getByRole('button', { name: 'Dismiss' }).first().click();
  await chat.page.getByRole('button', { name: /^Remove p.bin/ }).click();

  await files.setInputFiles({
    name: 'big.txt',
    mimeType: 'text/plain',
    buffer: Buffer.alloc(5 * 1024 * 1024 + 1, 97),
  });
  await chat.send('What does the file say?');
  await expect(chat.page.getByRole('alert')).toContainText(/5 MB/);
  await chat.page.getByRole('button', { name: 'Dismiss' }).first().click();
  await chat.page.getByRole('button', { name: /^Remove big.txt/ }).click();

  await files.setInputFiles({
    name: 'prices.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('item,price\npear,3\nplum,5\n'),
  });
  const answer = await chat.ask('read the file: what is the price of plum?');
  await expect(answer.locator('kinglet-tool-card')).toContainText('plum');
});

test('a page by address is read where its site allows it, and said where it does not', async ({ chat }) => {
  const site = await startPublicSite((request, response) => {
    if (request.url === '/open') response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'text/html');
    response.end(
      '<html><body><main><h1>Opening hours</h1><p>We open at seven in the morning.</p></main></body></html>',
    );
  });
  try {
    await chat.ask(`read ${site.url}/open`);
    await expect(await chat.openTool('read')).toContainText('seven in the morning');
    await chat.newChat();
    const closed = await chat.ask(`read ${site.url}/closed`);
    await expect(closed).toContainText(/paste/i);
  } finally {
    site.close();
  }
});

test('a page of this device or its network is not asked for', async ({ chat, site }) => {
  const answer = await chat.ask(`read ${site.url}icons/kinglet.svg`);
  await expect(answer).toContainText('in the network around it are not fetched');
});
