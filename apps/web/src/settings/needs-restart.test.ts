import { expect, test } from 'vitest';
import { needsRestart } from './needs-restart.ts';

const api = 'https://api.example/v1';

test.each([
  ['a first address', [], [api], true],
  ['another path', [api], ['https://api.example/v2'], false],
  ['another scheme', [api], ['http://api.example/v1'], true],
  ['one more mirror', [api], [api, 'https://mirror.example/m'], true],
  ['none any more', [api], [], false],
])('a worker with the narrow policy starts anew for a new origin only: %s', (_, before, after, expected) => {
  expect(needsRestart({ before, after }, { narrow: true })).toBe(expected);
});

test('a worker that was served with the wide policy goes on', () => {
  expect(needsRestart({ before: [], after: [api] }, { narrow: false })).toBe(false);
});
