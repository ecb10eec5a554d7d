import { expect, it } from 'vitest';
import type { ModelStatus } from './model-status.ts';
import { suggestedModel } from './suggested-model.ts';

function status(
  id: string,
  parameters: number | null,
  perSecond: number | null,
  change: Partial<ModelStatus> = {},
) {
  const decode = {
    basis: 'measured',
    backend: 'wasm',
    prefillPerSecond: null,
    decodePerSecond: perSecond,
  } as const;
  const fit = perSecond !== null && perSecond < 6 ? 'slow' : 'good';
  const speed = perSecond === null ? null : decode;
  return { model: { id, parameters }, fit, speed, ...change } as ModelStatus;
}

const small = status('small', 135e6, 60);
const expected = { basis: 'expected', backend: 'wasm', prefillPerSecond: null } as const;

it('is the largest that is quick, and no slow one however large', () => {
  const models = [small, status('middle', 600e6, 14), status('large', 3000e6, 3)];
  expect(suggestedModel(models, 'small')).toBe('middle');
  expect(suggestedModel(models, 'middle')).toBeNull();
  expect(suggestedModel(models, null)).toBe('middle');
});

it('is a smaller one where the one in use is slow', () => {
  expect(suggestedModel([small, status('large', 3000e6, 3)], 'large')).toBe('small');
  expect(suggestedModel([small, status('large', 3000e6, null)], 'large')).toBeNull();
});

it.each([
  ['nothing was measured', { speed: null }],
  ['it does not run here', { fit: 'no' as const }],
  ['there is no room for it', { room: 'full' as const }],
  ['it is expected to be just above reading speed', { speed: { ...expected, decodePerSecond: 8 } }],
])('is none where %s', (_what, change) => {
  expect(suggestedModel([small, status('middle', 600e6, 14, change)], 'small')).toBeNull();
});

it('takes what is expected with a margin, and none of unknown size', () => {
  const speed = { ...expected, decodePerSecond: 9 };
  expect(suggestedModel([small, status('middle', 600e6, 14, { speed })], 'small')).toBe('middle');
  expect(suggestedModel([small, status('unknown', null, 14)], 'small')).toBeNull();
});
