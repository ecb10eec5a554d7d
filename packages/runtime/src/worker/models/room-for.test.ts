import { expect, it } from 'vitest';
import { roomFor } from './room-for.ts';

const costs = { downloadBytes: 100, diskBytes: 200, memoryBytes: null };
const absent = { phase: 'absent', costs, receivedBytes: 0 } as const;

it.each([
  ['just enough', absent, 240, 'fits'],
  ['one byte too few', absent, 239, 'full'],
  ['what is here counts', { ...absent, phase: 'paused', receivedBytes: 100 }, 120, 'fits'],
  ['more here than needed', { ...absent, phase: 'failed', receivedBytes: 300 }, 0, 'fits'],
  ['nothing is missing', { ...absent, phase: 'stored' }, 0, undefined],
  ['an unknown size', { ...absent, costs: { ...costs, diskBytes: null } }, 0, undefined],
  ['a browser that does not tell', absent, null, undefined],
] as const)('%s', (_what, status, freeBytes, room) => {
  expect(roomFor(status, freeBytes)).toBe(room);
});
