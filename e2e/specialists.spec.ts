import { readFile } from 'node:fs/promises';
import { tinyAdapter } from '@kinglet/testkit/tiny-gguf';
import { baseSha256 } from './support/costs.ts';
import { expect, test } from './support/test.ts';

/** Readable by llama.cpp, and without any effect: all of its numbers are 0. */
const mine = tinyAdapter({
  baseSha256,
  id: 'journey',
  columns: 576,
  rows: 576,
  card: { name: 'Journey', summary: 'Made for a test.', weaknesses: ['everything'] },
});

test('a specialist is added by its file, listed with its card, and removed; a file that is none is refused', async ({
  chat,
}) => {
  await chat.view('Models');
  const { page } = chat;
  const model = page.getByRole('listitem').filter({ hasText: 'SmolLM2 135M Instruct' }).first();
  const picker = page.locator('kinglet-add-file input[type=file]');
  const bring = (name: string, buffer: Buffer) =>
    picker.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const panel = page.getByRole('region', { name: 'Add a file of your own' });

  await bring('model.gguf', Buffer.from('no model at all'));
  await expect(panel.getByRole('status')).toContainText('GGUF');
  await bring('other.gguf', Buffer.from(tinyAdapter({ baseSha256: 'd'.repeat(64) })));
  await expect(panel.getByRole('status')).toContainText('another base model');

  await bring('journey.gguf', Buffer.from(mine));
  await expect(panel.getByRole('status')).toContainText('journey is here', { timeout: 120_000 });
  const listed = page.locator('kinglet-specialist-list li').filter({ hasText: 'Journey' });
  await expect(listed).toContainText('In use', { timeout: 120_000 });
  await listed.getByText('How it was trained').click();
  await expect(listed).toContainText('everything');

  await bring(
    'journey.gguf',
    Buffer.from(tinyAdapter({ baseSha256, id: 'journey', columns: 576, rows: 576, rank: 8 })),
  );
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(panel.getByRole('status')).toContainText('Nothing was changed');

  await page.reload();
  await expect(listed).toContainText('In use', { timeout: 120_000 });
  await listed.getByRole('button', { name: 'Remove this specialist' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(listed).toHaveCount(0);
  await expect(model).toContainText('In use', { timeout: 120_000 });
});

test('the rows of the log are saved as a dataset to train on', async ({ chat }) => {
  await chat.ask('What is 21 times 2?');
  await chat.view('Log');
  const { page } = chat;
  await page.getByLabel('Search in text').fill('21 times 2');
  await expect(page.locator('kinglet-log-row').first()).toContainText('21 times 2');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Train a specialist from these rows' }).click();
  const [line = ''] = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
  const row = JSON.parse(line) as { messages: unknown; reply: readonly { tool: string }[]; tools: unknown[] };
  expect(row.messages).toEqual([{ role: 'user', content: 'What is 21 times 2?' }]);
  expect(row.reply[0]?.tool).toBe('calculate');
  expect(row.tools.length).toBeGreaterThan(5);
  await expect(page.getByRole('dialog')).toContainText('mv kinglet-rows.jsonl mine/train.jsonl');
  await page.getByRole('button', { name: 'Close' }).click();
});
