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
