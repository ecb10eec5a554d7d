import { readFile } from 'node:fs/promises';
import { expect, test } from './support/test.ts';

test('the log shows each call redacted, filters, exports, deletes one and all, and can be switched off', async ({
  chat,
}) => {
  await chat.ask('Make a note: write to ada@example.com');
  // A specialist sees the last exchanges, so that the next call's prompt would have the address too.
  await chat.newChat();
  await chat.ask('What is 21 times 2?');
  await chat.view('Log');
  const { page } = chat;
  const rows = page.locator('kinglet-log-row');
  await expect(rows.first()).toContainText('What is 21 times 2');

  await page.getByLabel('Search in text').fill('<EMAIL_1>');
  await expect(rows).toHaveCount(1);
  await rows.first().locator('summary').click();
  await expect(rows.first()).toContainText('smollm2-135m-instruct-q4_1');
  await expect(rows.first()).not.toContainText('ada@example.com');
  await page.getByLabel('Search in text').fill('');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export (JSON Lines)' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
  const exported = lines.map(
    (line) => JSON.parse(line) as { prompt: string; stats: { usage: { promptTokens: number } } },
  );
  expect(exported.at(-1)?.stats.usage.promptTokens).toBeGreaterThan(0);
  expect(lines.join()).not.toContain('ada@example.com');

  const before = await rows.count();
  await rows.first().locator('summary').click();
  await rows.first().getByRole('button', { name: 'Delete this row' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows).toHaveCount(before - 1);

  await page.getByRole('button', { name: 'Delete all' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows).toHaveCount(0);

  await page.getByText('What is kept').click();
  await page.getByLabel('Keep a log').uncheck();
  await chat.view('Chat');
  await chat.ask('What is 6 times 7?');
  await chat.view('Log');
  await expect(page.getByText('The log is off. Nothing is written.')).toBeVisible();
  await expect(rows).toHaveCount(0);
  await page.getByText('What is kept').click();
  await page.getByLabel('Keep a log').check();
});
