import { expect, test } from 'vitest';
import type { RightCall, Row } from '../rows/row.ts';
import { rowMistake } from '../score/row-mistake.ts';
import { goldCalls } from './gold-calls.ts';

function rowOf(rightCalls: readonly RightCall[] | null, properties = {}): Row {
  const parameters = { type: 'dict', properties, required: ['a'] };
  return {
    ...{ id: '', question: [], rightCalls },
    functions: [{ name: 'f', description: '', parameters }],
  };
}

test('takes the first answer, and leaves out what may be left out', () => {
  const row = rowOf([{ f: { a: ['', 'x'], b: ['', 1] } }], { a: { type: 'string' } });
  expect(goldCalls(row, 'match')).toEqual([{ name: 'f', arguments: { a: 'x' } }]);
});

test.each([
  ['a dict', { type: 'dict' }, [{ x: [1, 2], y: ['', 3] }], { x: 1 }],
  [
    'a list of dicts',
    { type: 'array', items: { type: 'dict' } },
    [[{ x: [1, 2] }, { x: [3] }]],
    [{ x: 1 }, { x: 3 }],
  ],
  ['a list', { type: 'array', items: { type: 'integer' } }, [[1, 2], [3]], [1, 2]],
])('of %s it is right by the rules of the leaderboard', (_, declared, answers, value) => {
  const row = rowOf([{ f: { a: answers } }], { a: declared });
  const calls = goldCalls(row, 'match');
  expect(calls).toEqual([{ name: 'f', arguments: { a: value } }]);
  expect(rowMistake(calls, row, 'match')).toBeNull();
});

test('calls any function where any will do, none where none fits, and writes as it is written', () => {
  expect(goldCalls(rowOf(null), 'any-call')).toEqual([{ name: 'f', arguments: {} }]);
  expect(goldCalls(rowOf(null), 'no-call')).toEqual([]);
  const row = rowOf([{ f: { a: [{ x: [1] }], b: [''] } }]);
  expect(rowMistake(goldCalls(row, 'exact'), row, 'exact')).toBeNull();
});
