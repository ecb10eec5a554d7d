import { Validator } from '@cfworker/json-schema';
import type { JsonSchema } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { schemaGrammar } from './schema-grammar.ts';
import { readGbnf } from './testing/gbnf.ts';
import { randomSchema, randomValue } from './testing/random-schema.ts';
import { seededRandom } from './testing/seeded-random.ts';

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

function isValid(schema: JsonSchema, value: unknown): boolean {
  return new Validator(JSON.parse(JSON.stringify(schema)), '2020-12').validate(value).valid;
}

describe('schemaGrammar', () => {
  test('all that it decodes is JSON that fits the schema', () => {
    for (const seed of seeds) {
      const random = seededRandom(seed);
      const schema = randomSchema(random, 2);
      const grammar = readGbnf(schemaGrammar(schema));
      for (let round = 0; round < 10; round++) {
        const text = grammar.sample(random);
        expect(
          isValid(schema, JSON.parse(text)),
          `seed ${seed}: ${text} against ${JSON.stringify(schema)}`,
        ).toBe(true);
      }
    }
  });

  test('it takes every compact value that fits', () => {
    for (const seed of seeds) {
      const random = seededRandom(seed);
      const schema = randomSchema(random, 2);
      const grammar = readGbnf(schemaGrammar(schema));
      for (let round = 0; round < 10; round++) {
        const text = JSON.stringify(randomValue(schema, random));
        expect(grammar.accepts(text), `seed ${seed}: ${text} against ${JSON.stringify(schema)}`).toBe(true);
      }
    }
  });

  test.each([
    [-12, 345],
    [0, 0],
    [7, 7],
    [-1, 1],
    [10, 99],
    [95, 1203],
    [-1000, -9],
    [1, 100],
  ])('whole numbers from %i to %i are exactly those', (minimum, maximum) => {
    const grammar = readGbnf(schemaGrammar({ type: 'integer', minimum, maximum }));
    for (let number = -1300; number <= 1300; number++) {
      expect(grammar.accepts(String(number)), String(number)).toBe(number >= minimum && number <= maximum);
    }
    for (const text of ['', '-0', '01', '+1', '1.0', '1e1', ' 1']) expect(grammar.accepts(text)).toBe(false);
  });

  test('fractions stay inside their limits', () => {
    const grammar = readGbnf(schemaGrammar({ type: 'number', minimum: -1.5, maximum: 2 }));
    for (const text of ['-1', '-0.5', '0', '0.25', '1.999', '2'])
      expect(grammar.accepts(text), text).toBe(true);
    for (const text of ['-1.6', '-2', '2.1', '3', '1e5']) expect(grammar.accepts(text), text).toBe(false);
  });

  test('lengths count characters, an escape and an emoji each as one', () => {
    const grammar = readGbnf(schemaGrammar({ type: 'string', minLength: 2, maxLength: 3 }));
    for (const value of ['ab', '"\n', '😀😀😀', '\u0001x'])
      expect(grammar.accepts(JSON.stringify(value))).toBe(true);
    for (const value of ['a', '😀', 'abcd', '\n\n\n\n'])
      expect(grammar.accepts(JSON.stringify(value))).toBe(false);
  });

  test('keys stand in one order, without white space, and none is made up', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' }, c: { type: 'integer' } },
      required: ['b'],
    };
    const grammar = readGbnf(schemaGrammar(schema));
    const accepted = ['{"b":1}', '{"b":1,"a":2}', '{"b":1,"c":2}', '{"b":1,"a":2,"c":3}'];
    for (const text of accepted) expect(grammar.accepts(text), text).toBe(true);
    const refused = [
      '{}',
      '{"a":1}',
      '{"a":2,"b":1}',
      '{"b": 1}',
      '{"b":1,"d":2}',
      '{"b":1,}',
      '{"b":1,"b":1}',
    ];
    for (const text of refused) expect(grammar.accepts(text), text).toBe(false);
  });

  test.each([
    ['an enum without values', { enum: [] }],
    ['no whole number', { type: 'integer', minimum: 0.2, maximum: 0.8 }],
    ['at least 5 and at most 2', { type: 'string', minLength: 5, maxLength: 2 }],
    ['both beside and inside anyOf', { type: 'string', anyOf: [{ type: 'integer' }] }],
  ] satisfies [string, JsonSchema][])('a schema that nothing fits is refused: %s', (reason, schema) => {
    expect(() => schemaGrammar(schema)).toThrow(reason);
  });
});
