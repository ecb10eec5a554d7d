import { Validator } from '@cfworker/json-schema';
import type { JsonSchema } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { schemaGrammar } from './schema-grammar.ts';
import { readGbnf } from './testing/gbnf.ts';
import { randomSample } from './testing/random-sample.ts';
import { randomSchema, randomValue } from './testing/random-schema.ts';
import { seededRandom } from './testing/seeded-random.ts';

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

function isValid(schema: JsonSchema, value: unknown): boolean {
  return new Validator(JSON.parse(JSON.stringify(schema)), '2020-12').validate(value).valid;
}

function nested(depth: number, around: (inner: object) => object): object {
  return Array.from({ length: depth }).reduce<object>((inner) => around(inner), { type: 'string' });
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

  test('the same for every keyword that is compiled', () => {
    for (const seed of seeds.slice(0, 100)) {
      const random = seededRandom(seed);
      const { schema, value } = randomSample(random, 2);
      const grammar = readGbnf(schemaGrammar(schema));
      for (let round = 0; round < 4; round++) {
        const decoded = grammar.sample(random);
        const wanted = JSON.stringify(value());
        const about = `seed ${seed}: ${JSON.stringify(schema)}`;
        expect(isValid(schema, JSON.parse(decoded)), `${decoded} against ${about}`).toBe(true);
        expect(isValid(schema, JSON.parse(wanted)), `${wanted} against ${about}`).toBe(true);
        expect(grammar.accepts(wanted), `${wanted} against ${about}`).toBe(true);
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
    ['no number between its limits', { type: 'integer', minimum: 0.2, maximum: 0.8 }],
    ['at least 5 and at most 2', { type: 'string', minLength: 5, maxLength: 2 }],
    ['no number between its limits', { type: 'number', minimum: 1e300 }],
    ['no number between its limits', { type: 'integer', maximum: -1e300 }],
    ['types that exclude each other', { type: 'string', anyOf: [{ type: 'integer' }] }],
    ['at #/properties/a', { properties: { a: { enum: [] } }, required: ['a'] }],
    ['without end', { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }],
  ] satisfies [string, JsonSchema][])('a schema that nothing fits is refused: %s', (reason, schema) => {
    expect(() => schemaGrammar(schema)).toThrow(reason);
  });

  test.each([
    ['if', '#', { if: { type: 'string' }, else: { minimum: 2 } }],
    ['not', '#/properties/a', { properties: { a: { not: { type: 'string' } } } }],
    ['oneOf', '#', { oneOf: [{ type: 'integer' }, { type: 'number' }] }],
    ['contains', '#/items', { items: { type: 'array', contains: {} } }],
    ['uniqueItems', '#', { type: 'array', uniqueItems: true }],
    ['patternProperties', '#', { type: 'object', patternProperties: { '^x': {} } }],
    ['dependentRequired', '#', { type: 'object', dependentRequired: { a: ['b'] } }],
    [
      'unevaluatedProperties',
      '#/$defs/a',
      { $ref: '#/$defs/a', $defs: { a: { unevaluatedProperties: false } } },
    ],
    ['$ref', '#', { $ref: 'https://example.com/schema' }],
    ['$ref', '#', { allOf: [{ $ref: '#' }] }],
    ['$ref', '#/properties/a', { properties: { a: { $ref: '#/$defs/b' } }, $defs: { a: {} } }],
    ['pattern', '#/properties/a', { properties: { a: { pattern: '^(?=a)' } } }],
    ['pattern', '#', { pattern: '^(ab)*$', maxLength: 3 }],
    ['pattern', '#', { pattern: '^(a{1,1000}){1,1000}$' }],
    ['multipleOf', '#', { type: 'integer', multipleOf: 7 }],
    ['minItems', '#', { type: 'array', minItems: 3000 }],
    ['minProperties', '#', { type: 'object', minProperties: 2 }],
    ['type', '#/properties/a', { properties: { a: { type: 'float' } } }],
    ['minLength', '#', { minLength: -1 }],
    ['maximum', '#', { maximum: '3' }],
    ['required', '#', { required: 'a' }],
    ['anyOf', '#', { anyOf: [] }],
  ])('"%s" at %s is refused by its name and place', (keyword, path, schema) => {
    expect(() => schemaGrammar(JSON.parse(JSON.stringify(schema)))).toThrow(
      expect.objectContaining({ code: 'invalid-input', details: { keyword, path } }),
    );
  });

  test.each([
    ['a text in place of a schema', { properties: { a: 'string' } }],
    ['properties without end', nested(1500, (inner) => ({ type: 'object', properties: { a: inner } }))],
    ['parts without end', nested(1000, (inner) => ({ allOf: [inner] }))],
    ['an address that is none', { $ref: 'http://[' }],
    [
      'choices that multiply',
      { allOf: Array.from({ length: 9 }, () => ({ anyOf: [{ minLength: 1 }, { maxLength: 3 }] })) },
    ],
  ])('a hostile schema is refused: %s', (_, schema) => {
    expect(() => schemaGrammar(JSON.parse(JSON.stringify(schema)))).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });

  test('definitions that double at each step are read in a moment', () => {
    const $defs: Record<string, JsonSchema> = { d0: { type: 'string' } };
    for (let at = 1; at <= 40; at++) {
      const $ref = `#/$defs/d${at - 1}`;
      $defs[`d${at}`] = { allOf: [{ $ref }, { $ref }] };
    }
    expect(readGbnf(schemaGrammar({ $ref: '#/$defs/d40', $defs })).accepts('"x"')).toBe(true);
  });

  test('annotations, unknown keywords and unknown formats change nothing', () => {
    const annotated = {
      type: 'string',
      title: 'A',
      examples: ['x'],
      deprecated: true,
      'x-ui': {},
      format: 'color',
    } as const;
    expect(schemaGrammar(annotated)).toBe(schemaGrammar({ type: 'string' }));
    expect(schemaGrammar({ type: 'integer', format: 'int32' })).toBe(schemaGrammar({ type: 'integer' }));
  });

  test('one of several, where they cannot overlap', () => {
    const byKind: JsonSchema = {
      oneOf: ['circle', 'square'].map((kind) => ({
        type: 'object',
        properties: { kind: { const: kind }, size: { type: 'integer', minimum: 1, maximum: 9 } },
        required: ['kind', 'size'],
      })),
    };
    const shape = readGbnf(schemaGrammar(byKind));
    expect(shape.accepts('{"kind":"circle","size":3}')).toBe(true);
    expect(shape.accepts('{"kind":"line","size":3}')).toBe(false);
    const byKey = readGbnf(
      schemaGrammar({
        type: 'object',
        properties: { id: { type: 'integer' }, name: { type: 'string' } },
        oneOf: [{ required: ['id'] }, { required: ['name'] }],
      }),
    );
    for (const text of ['{"id":1}', '{"name":"a"}']) expect(byKey.accepts(text), text).toBe(true);
    for (const text of ['{}', '{"id":1,"name":"a"}', '{"name":"a","id":1}'])
      expect(byKey.accepts(text), text).toBe(false);
  });

  test('a schema that contains itself', () => {
    const grammar = readGbnf(
      schemaGrammar({
        $ref: '#/$defs/node',
        $defs: {
          node: {
            type: 'object',
            properties: { value: { type: 'integer' }, next: { $ref: '#/$defs/node' } },
            required: ['value'],
          },
        },
      }),
    );
    expect(grammar.accepts('{"value":1,"next":{"value":2,"next":{"value":3}}}')).toBe(true);
    expect(grammar.accepts('{"value":1,"next":{"next":{"value":3}}}')).toBe(false);
  });
});
