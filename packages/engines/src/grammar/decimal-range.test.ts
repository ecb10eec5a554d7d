import { expect, test } from 'vitest';
import { decimalRange, type Limit } from './decimal-range.ts';
import { GrammarRules } from './grammar-rules.ts';
import { integerMultiples, listedMultiples, wholeMultiple } from './multiples.ts';
import { isNothing, type Rule } from './rule.ts';
import { readGbnf } from './testing/gbnf.ts';
import { seededRandom } from './testing/seeded-random.ts';

const grammarOf = (rule: Rule) => readGbnf(new GrammarRules().print(rule));

test('decimals between two limits are exactly those', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = seededRandom(seed);
    const limit = (): Limit => ({
      value: Number(((random() - 0.5) * 10 ** Math.floor(random() * 4)).toFixed(Math.floor(random() * 4))),
      open: random() < 0.5,
    });
    const [low, high] = [limit(), limit()].sort((a, b) => a.value - b.value);
    if (low === undefined || high === undefined) throw new Error('Two limits.');
    const isInside = (value: number) =>
      (low.open ? value > low.value : value >= low.value) &&
      (high.open ? value < high.value : value <= high.value);
    const rule = decimalRange(low, high);
    const about = `seed ${seed}: ${JSON.stringify([low, high])}`;
    if (isNothing(rule)) {
      expect(low.value === high.value && (low.open || high.open), about).toBe(true);
      continue;
    }
    const grammar = grammarOf(rule);
    for (let round = 0; round < 20; round++) {
      const near = [low.value, high.value, (low.value + high.value) / 2][round % 3] ?? 0;
      const value = Number((near + (random() - 0.5) * (round < 3 ? 0 : 10 ** -(round % 4))).toFixed(5));
      if (!/e/.test(String(value)))
        expect(grammar.accepts(String(value)), `${value}, ${about}`).toBe(isInside(value));
      const text = grammar.sample(random);
      expect(text, about).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
      expect(isInside(Number(text)), `${text}, ${about}`).toBe(true);
    }
  }
});

test('a number never rounds to an open limit', () => {
  const grammar = grammarOf(decimalRange({ value: 5, open: true }, { value: 6, open: true }));
  expect(grammar.accepts('5.00000000000001')).toBe(true);
  expect(grammar.accepts('5.00000000000000000001')).toBe(false);
  expect(grammar.accepts('5.99999999999999999999')).toBe(false);
});

test.each([
  [15, 0, 1440],
  [25, -130, 10_000],
  [4, 3, 12_345],
  [1000, -2500, 2_000_000],
  [3, -7, 7],
])('multiples of %i from %i to %i are exactly those', (step, low, high) => {
  const rule = integerMultiples(step, low, high);
  if (rule === null) throw new Error('Too many.');
  const grammar = grammarOf(rule);
  for (let value = -3000; value <= 15_000; value += 1 + (Math.abs(value) % 31)) {
    const isIn = value >= low && value <= high && value % step === 0;
    expect(grammar.accepts(String(value)), String(value)).toBe(isIn);
  }
  for (const text of ['', '-0', '00', '015', '+15']) expect(grammar.accepts(text), text).toBe(false);
});

test('multiples of decimal numbers', () => {
  expect([wholeMultiple([1, 1.5]), wholeMultiple([4, 6]), wholeMultiple([0.01])]).toEqual([3, 12, 1]);
  expect(wholeMultiple([0.123456789, 1e12])).toBeNull();
  const rule = listedMultiples(0.1, 0, 0.4);
  if (rule === null) throw new Error('Too many.');
  const grammar = grammarOf(rule);
  for (const text of ['0', '0.1', '0.2', '0.3', '0.4']) expect(grammar.accepts(text), text).toBe(true);
  for (const text of ['0.30000000000000004', '0.5', '-0.1']) expect(grammar.accepts(text), text).toBe(false);
  expect(listedMultiples(0.7, 0, 1e9)).toBeNull();
});
