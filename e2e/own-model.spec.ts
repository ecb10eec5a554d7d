import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tinyModel } from '@kinglet/testkit/tiny-gguf';
import { Chat } from './support/chat.ts';
import { modelPath } from './support/model-server.ts';
import { expect, test } from './support/test.ts';

/** The default model under another name, so that its hash is another too. */
async function writeRenamed(path: string): Promise<void> {
  const bytes = await readFile(modelPath);
  const at = bytes.indexOf('Smollm2 135M');
  bytes.write('Journey', at, 'utf8');
  await writeFile(path, bytes);
}

test('a model’s file of the user’s own is taken in, answers, outlives a reload, and is deleted', async ({
  profile,
  site,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'kinglet-own-'));
  try {
    const path = join(folder, 'journey.gguf');
    await writeRenamed(path);
    const context = await profile.restart();
    const page = context.pages()[0] ?? (await context.newPage());
    const chat = new Chat(page);
    await chat.open(site.url);
    await chat.view('Models');
    const picker = page.locator('kinglet-add-file input[type=file]');
    const told = page.getByRole('region', { name: 'Add a file of your own' }).getByRole('status');
    const base = tinyModel({ metadata: { 'tokenizer.chat_template': null } });
    await picker.setInputFiles({ name: 'base.gguf', mimeType: '', buffer: Buffer.from(base) });
    await expect(told).toContainText('no chat template');

    await picker.setInputFiles(path);
    await expect(told).toContainText('Journey 135M 8k Lc100K Mix1 Ep2 is here', { timeout: 120_000 });
    const listed = page.getByRole('listitem').filter({ hasText: 'Your file journey.gguf' });
    for (const fact of ['llama', '135M parameters', 'Q4_1', '8,192', '98 MB'])
      await expect(listed).toContainText(fact);
    await expect(listed.locator('kinglet-specialist-list')).toHaveCount(0);

    await listed.getByRole('button', { name: 'Use this model' }).click();
    await expect(listed).toContainText('In use', { timeout: 200_000 });
    await chat.view('Chat');
    await expect(await chat.ask('What is the capital of France?')).toContainText(/Paris|France/);

    await page.reload();
    await chat.view('Models');
    await expect(listed).toContainText('In use', { timeout: 200_000 });
    await listed.getByRole('button', { name: 'Delete from this device' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(listed).toHaveCount(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
