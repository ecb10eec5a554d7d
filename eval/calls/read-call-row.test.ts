import { expect, test } from 'vitest';
import { callFigures, comparisonText } from './call-figures.ts';
import { readCallRow } from './read-call-row.ts';

const read = (value: unknown) => readCallRow({ place: 'calls.jsonl:2', value });

test('reads a wanted call with its patterns, or none', () => {
  expect(read({ text: 'hi', call: null })).toEqual({ text: 'hi', wanted: null });
  const { wanted } = read({
    text: 'x',
    call: { tool: 'date', arguments: { when: '^today$' }, result: 'monday' },
  });
  expect(wanted?.tools).toEqual(['date']);
  expect([wanted?.arguments?.['when']?.test('Today'), wanted?.result?.test('Monday, 2 March')]).toEqual([
    true,
    true,
  ]);
});

test.each([
  [{ text: 'x' }],
  [{ text: 'x', call: {} }],
  [{ text: 'x', call: { tool: [] } }],
  [{ text: 'x', call: { tool: 'date', arguments: { when: '(' } } }],
])('%j is refused by file and line', (value) => {
  expect(() => read(value)).toThrow('calls.jsonl:2: not a row of calls');
});

test('compares two adapters', () => {
  const outcome = { text: '', mistake: null, reply: '', isTalk: false, promptTokens: 20, seconds: 1 };
  const wrong = { ...outcome, mistake: 'no call', isTalk: true };
  const figures = {
    bare: callFigures([outcome, { ...outcome, isTalk: true }]),
    schemas: callFigures([
      { ...outcome, promptTokens: 400 },
      { ...wrong, promptTokens: 400 },
    ]),
  };
  expect(figures.schemas).toMatchObject({ correct: 1, calls: 1, talk: 0, promptTokens: 400 });
  expect(comparisonText(figures)).toContain('bare against schemas: accuracy 2.00x, prompt tokens 0.050x');
});
