import { expect, it } from 'vitest';
import { openModelUses } from './model-uses.ts';

function memoryValues(stored: unknown) {
  let value = stored;
  return {
    get: async () => value,
    put: async (_key: string, next: unknown) => {
      value = next;
    },
    close: () => {},
  };
}

it('remembers when a model was last used', async () => {
  const values = memoryValues(undefined);
  const uses = await openModelUses(values);
  expect(uses.lastUsedMs('a')).toBe(0);
  await uses.note('a', 5);
  await uses.note('b', 6);
  await uses.note('a', 7);
  expect(uses.lastUsedMs('a')).toBe(7);
  expect((await openModelUses(values)).lastUsedMs('b')).toBe(6);
});

it.each([null, 'text', { a: 'soon' }])('believes nothing else that is stored: %j', async (stored) => {
  expect((await openModelUses(memoryValues(stored))).lastUsedMs('a')).toBe(0);
});
