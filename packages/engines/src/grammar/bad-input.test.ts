import type { JsonSchema } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { testTool } from '../specialist/testing/random-tools.ts';
import { toolGrammar } from './tool-grammar.ts';

const form = { open: '<tool_call>{"name":"', middle: '","arguments":', close: '}</tool_call>' };

function doubled(levels: number): JsonSchema {
  const $defs: Record<string, JsonSchema> = { d0: { type: 'string' } };
  for (let level = 1; level <= levels; level += 1) {
    const $ref = `#/$defs/d${level - 1}`;
    $defs[`d${level}`] = { anyOf: [{ $ref }, { $ref }] };
  }
  return { $defs, properties: { a: { $ref: `#/$defs/d${levels}` } } };
}

function nested(levels: number): JsonSchema {
  let schema: JsonSchema = { type: 'string' };
  for (let level = 0; level < levels; level += 1) schema = { type: 'object', properties: { a: schema } };
  return schema;
}

const choices = Array.from({ length: 16 }, (_, index) => ({
  anyOf: [{ minLength: index }, { maxLength: 1_000 - index }],
}));
const texts = (pattern: string): JsonSchema => ({ properties: { a: { type: 'string', pattern } } });

describe('a tool whose schema is made to break the compiler', () => {
  test.each<[string, JsonSchema]>([
    ['a reference to itself', { $ref: '#' }],
    [
      'a ring',
      {
        properties: { a: { $ref: '#/$defs/a' } },
        $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
      },
    ],
    ['parts that double 60 times', doubled(60)],
    ['65,536 ways to choose', { properties: { a: { allOf: choices } } }],
    ['2,000 levels', nested(2_000)],
    ['negations of itself', { properties: { a: { not: { not: { $ref: '#' } } } } }],
    ['a slow pattern', texts('^(a+)+$')],
    ['a pattern with 10^6 places', texts('((a{100}){100}){100}')],
    ['a pattern 400 groups deep', texts(`${'('.repeat(400)}${')'.repeat(400)}`)],
    ['a million items at least', { properties: { a: { type: 'array', minItems: 1_000_000 } } }],
    [
      'a multiple of almost nothing',
      { properties: { a: { type: 'number', multipleOf: 1e-300, minimum: 1e300 } } },
    ],
    ['numbers of 600 digits', { properties: { a: { type: 'number', minimum: -1e308, maximum: 1e-300 } } }],
  ])('still has a grammar, and a short one: %s', (_, schema) => {
    const bad = testTool('bad', { type: 'object', ...schema });
    const grammar = toolGrammar({ tools: [bad], toolChoice: 'required', form });
    expect(grammar?.length).toBeLessThan(10_000);
  });
});
