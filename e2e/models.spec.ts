import { costs } from './support/costs.ts';
import { expect, test } from './support/test.ts';

test('the model picker says size, memory, licence and fit in a word, before any download', async ({
  chat,
}) => {
  await chat.view('Models');
  const { page } = chat;
  const inUse = page.getByRole('listitem').filter({ hasText: 'SmolLM2 135M Instruct' });
  for (const fact of [costs.disk, costs.memory, 'Apache-2.0', 'In use'])
    await expect(inUse).toContainText(fact);
  await expect(inUse).toContainText(/Runs (well|slowly)/);

  // This browser has no GPU, so the models that need one are shown, and cannot be chosen.
  const larger = page.getByRole('listitem').filter({ hasText: 'Qwen3' }).first();
  await expect(larger).toContainText('Does not run');
  await expect(larger).toContainText('WebGPU');
  await expect(larger.getByRole('button', { name: 'Use this model' })).toBeDisabled();
});

test('after an answer the picker says how fast the model is here, and what to expect of others', async ({
  chat,
}) => {
  await chat.ask('Write one sentence about the sea');
  await chat.view('Models');
  const { page } = chat;
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first();
  await expect(row('SmolLM2 135M Instruct')).toContainText(/(quick|slow) [\d.]+ tokens\/s, measured here/);
  await expect(row('SmolLM2 360M Instruct')).toContainText(/(quick|slow) about [\d.]+ tokens\/s expected/);
  await expect(row('Phi-4 mini')).toContainText('not known yet');
});

test('what models run on can be pinned, is shown, and lasts', async ({ chat }) => {
  await chat.view('Models');
  const { page } = chat;
  const row = page.getByRole('listitem').filter({ hasText: 'SmolLM2 135M Instruct' });
  const pin = page.getByLabel('Run models on');
  await pin.selectOption('the processor');
  await expect(row).toContainText('processor, as you chose');
  await page.reload();
  await expect(row).toContainText('processor, as you chose');
  await expect(pin).toHaveValue('wasm');
  await pin.selectOption('what is faster here');
  await expect(row).not.toContainText('as you chose');
});
