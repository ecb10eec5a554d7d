import { expect, it } from 'vitest';
import { modelSummary } from './model-summary.ts';
import { modelStatus, ownModel } from './testing/fixtures.ts';

it('says of an own model what its header says, and of another what the catalogue says', () => {
  expect(modelSummary(ownModel.model)).toBe(
    'Your file tiny-talk-q8.gguf · llama · 360M parameters · Q8_0 · trained for 8,192 tokens of context',
  );
  expect(modelSummary(modelStatus().model)).toContain('Small and quick');
});
