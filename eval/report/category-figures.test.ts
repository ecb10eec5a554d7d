import { expect, test } from 'vitest';
import type { EvalAnswer } from '../engines/eval-engine.ts';
import type { Row } from '../rows/row.ts';
import { figuresOf } from './category-figures.ts';
import { errorLine, outcomeOf } from './row-outcome.ts';
import { figuresTable } from './table.ts';

const row: Row = {
  id: 'row_1',
  question: [{ role: 'user', content: 'ask' }],
  functions: [{ name: 'f', description: '', parameters: { properties: { x: { type: 'integer' } } } }],
  rightCalls: [{ f: { x: [1] } }],
};

function answer(x: number | null, failure: string | null = null): EvalAnswer {
  const calls = x === null ? [] : [{ name: 'f', arguments: { x } }];
  return {
    calls,
    rawCalls: [],
    callProbabilities: [],
    reply: `f {"x":${x}}`,
    promptTokens: 10,
    completionTokens: 5,
    seconds: 0.5,
    failure,
  };
}

const outcomes = [answer(1), answer(2), answer(null), answer(1, 'the prompt has 9999 tokens')].map((each) =>
  outcomeOf(row, each, { rule: 'match' }),
);

test('counts right rows, right names, tokens and seconds', () => {
  expect(figuresOf(outcomes)).toMatchObject({
    ...{
      n: 4,
      correct: 1,
      accuracy: 0.25,
      nameAccuracy: 0.75,
      promptTokens: 40,
      completionTokens: 20,
      seconds: 2,
    },
    low: expect.closeTo(0.0456, 3),
    high: expect.closeTo(0.6994, 3),
  });
});

test('has no accuracy of names where names do not count', () => {
  expect(figuresOf([outcomeOf(row, answer(null), { rule: 'no-call' })])).toMatchObject({
    ...{ correct: 1, nameAccuracy: null },
  });
});

test('the table has a line for each category, tokens by row', () => {
  const [, line] = figuresTable({ multiple: figuresOf(outcomes) }).split('\n');
  expect(line?.trim().split(/ {2,}/)).toEqual([
    ...['multiple', '1', '4', '25.0%', '4.6% to 69.9%', '75.0%', '10', '5', '2.0'],
  ]);
});

test('an error says what was asked, expected and got', () => {
  const wrong = outcomes[1];
  expect(wrong && JSON.parse(errorLine('multiple', wrong))).toMatchObject({
    ...{ category: 'multiple', id: 'row_1', question: 'ask', reply: 'f {"x":2}' },
    mistake: 'x: 2 is not one of [1]',
    expected: [{ f: { x: [1] } }],
    got: [{ f: { x: 2 } }],
  });
});
