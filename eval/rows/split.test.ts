import { expect, test } from 'vitest';
import type { Row } from './row.ts';
import { foldOf, isInSplit } from './split.ts';

const byFold = { 0: 'math.hypot', 1: 'calculate_triangle_area' } as const;

function rowOf(offered: readonly string[], called: readonly string[] | null): Row {
  return {
    id: 'row',
    question: [],
    functions: offered.map((name) => ({ name, description: '', parameters: {} })),
    rightCalls: called?.map((name) => ({ [name]: {} })) ?? null,
  };
}

test('a name is for tests where the first byte of the SHA-256 of its lower case is 1 modulo 4', () => {
  // python3 -c "import hashlib; print(hashlib.sha256(b'get_weather').digest()[0])"  gives 227, of calculate_triangle_area 177
  expect(foldOf('get_weather')).toBe(0);
  expect(foldOf('Calculate_Triangle_AREA')).toBe(foldOf('calculate_triangle_area'));
  expect([foldOf(byFold[0]), foldOf(byFold[1])]).toEqual([0, 1]);
});

test('a row is for tests where any function of its answer is', () => {
  const mixed = rowOf([], [byFold[0], byFold[1]]);
  expect([isInSplit(mixed, 'test'), isInSplit(mixed, 'train'), isInSplit(mixed, 'all')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('functions that are only offered do not count where there is an answer', () => {
  const row = rowOf([byFold[0], byFold[1]], [byFold[0]]);
  expect([isInSplit(row, 'test'), isInSplit(row, 'train')]).toEqual([false, true]);
});

test('they do where there is none', () => {
  const row = rowOf([byFold[0], byFold[1]], null);
  expect([isInSplit(row, 'test'), isInSplit(row, 'train')]).toEqual([true, false]);
});
