import { expect, test } from 'vitest';
import { wilson } from './wilson.ts';

test.each([
  [9, 10, 0.596, 0.982],
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
  [150, 200, 0.686, 0.805],
])('%d of %d lies between %d and %d', (hits, total, low, high) => {
  const found = wilson(hits, total);
  expect(found.share).toBe(hits / total);
  expect(found.low).toBeCloseTo(low, 3);
  expect(found.high).toBeCloseTo(high, 3);
});

test('of nothing, nothing is known', () => {
  expect(wilson(0, 0)).toEqual({ share: 0, low: 0, high: 1 });
});
