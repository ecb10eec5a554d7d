import { expect, test } from 'vitest';
import { idleThreads } from './idle-threads.ts';

test.each([
  [2, 0.1, 2],
  [2, 1.2, 1],
  [2, 15, 1],
  [16, 3, 2],
  [1, 0, 1],
])('of %d cores at a load of %d it takes %d', (cores, load, threads) => {
  expect(idleThreads(cores, load)).toBe(threads);
});
