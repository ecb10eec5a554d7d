import { expect, test } from 'vitest';
import { cardFacts } from './card-facts.ts';

test('a card tells its scores and weaknesses first, and leaves out what stands elsewhere', () => {
  const facts = cardFacts({
    name: 'Tools',
    hours: 1.5,
    seed: 7,
    weaknesses: ['dates', 'long lists'],
    scores: { simple_python: { n: 200, correct: 144, accuracy: 0.72, low: 0.65, high: 0.78 } },
  });
  expect(facts).toEqual([
    ['Score: Simple python', '72% (65% to 78%, 200 rows)'],
    ['Bad at', 'dates, long lists'],
    ['Hours of training', '1.5'],
    ['Seed', '7'],
  ]);
});

test('a hostile card is cut, and any JSON is taken', () => {
  expect(cardFacts(null)).toEqual([]);
  const [[, text] = ['', '']] = cardFacts({ data: 'x'.repeat(10_000) });
  expect(text.length).toBeLessThan(500);
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, index]));
  expect(cardFacts(many)).toHaveLength(40);
  expect(cardFacts({ a: [null, true, { b: [1] }] })).toEqual([['A', 'not stated, yes, B 1']]);
});
