import { expect, it } from 'vitest';
import type { KeyValues } from '../key-values.ts';
import { openModelLosses } from './model-losses.ts';

const minuteMs = 60_000;

function memoryValues(): KeyValues & { readonly held: Map<string, unknown> } {
  const held = new Map<string, unknown>();
  return {
    held,
    get: async (key) => held.get(key),
    put: async (key, value) => void held.set(key, value),
    close: () => {},
  };
}

it('calls the third loss within five minutes too many, of each model by itself, and counts anew', async () => {
  const losses = await openModelLosses(memoryValues());
  expect([0, 1, 2].map((minute) => losses.note('a', minute * minuteMs))).toEqual([false, false, true]);
  expect(losses.note('a', 3 * minuteMs)).toBe(false);
  expect([0, 1].map((minute) => losses.note('b', minute * minuteMs))).toEqual([false, false]);
  expect(losses.note('b', 5 * minuteMs)).toBe(false);
  expect(losses.note('b', 5.5 * minuteMs)).toBe(true);
});

it('remembers over a reload, until the user loads the model', async () => {
  const values = memoryValues();
  const before = await openModelLosses(values);
  before.note('a', 0);
  before.note('a', 1);
  before.leaveGpu('a');
  const after = await openModelLosses(values);
  expect(after.isOffGpu('a')).toBe(true);
  expect(after.note('a', 2)).toBe(true);
  after.note('a', 3);
  after.note('a', 4);
  after.forget('a');
  const last = await openModelLosses(values);
  expect(last.isOffGpu('a')).toBe(false);
  expect(last.note('a', 5)).toBe(false);
});

it('reads what it did not write as nothing', async () => {
  const values = memoryValues();
  for (const stored of [7, [], { a: 3, b: { atMs: 'x', isOffGpu: 1 }, c: { atMs: ['0', 0, null] } }]) {
    values.held.set('model-losses', stored);
    const losses = await openModelLosses(values);
    for (const id of ['a', 'b', 'c'])
      expect([losses.isOffGpu(id), losses.note(id, 1)]).toEqual([false, false]);
  }
});
