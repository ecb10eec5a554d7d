import type { ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { calculate } from '../calculate/calculate.ts';
import { convert } from '../convert/convert.ts';
import { hostileTexts } from '../testing/tool-context.ts';
import { parseCall } from './parse-call.ts';
import { validateArguments } from './validate-arguments.ts';

const definitions: readonly ToolDefinition[] = [calculate.definition, convert.definition];
const parse = (name: string, argumentsText: string) =>
  parseCall({ id: 'c1', name, argumentsText }, definitions);

describe('parseCall', () => {
  it('gives the validated call with its id', () => {
    expect(parse('convert', '{"amount":"5 km","to":"miles"}')).toEqual({
      ok: true,
      call: { id: 'c1', name: 'convert', arguments: { amount: '5 km', to: 'miles' } },
    });
  });

  it.each([
    ['nope', '{}', 'There is no tool "nope". Use one of: calculate, convert.'],
    ['calculate', '{', 'calculate: the arguments are not JSON. Give one JSON object.'],
    ['calculate', '[]', 'calculate: the arguments must be one JSON object.'],
    ['calculate', 'null', 'calculate: the arguments must be one JSON object.'],
    ['calculate', '"1+1"', 'calculate: the arguments must be one JSON object.'],
    ['calculate', '', 'calculate: "expression" is missing (the calculation, as the user wrote it).'],
    ['calculate', '{}', 'calculate: "expression" is missing (the calculation, as the user wrote it).'],
    [
      'calculate',
      '{"expression":7}',
      'calculate: "expression": Instance type "number" is invalid. Expected "string".',
    ],
    [
      'calculate',
      '{"expression":"1","x":2}',
      'calculate: "x" is not an argument of it; allowed: expression.',
    ],
    [
      'calculate',
      '{"expression":"1","__proto__":{"a":1}}',
      'calculate: "__proto__" is not an argument of it; allowed: expression.',
    ],
    [
      'calculate',
      '{"expression":"1","constructor":"x"}',
      'calculate: "constructor" is not an argument of it; allowed: expression.',
    ],
  ])('refuses %s %s with the reason', (name, text, reason) => {
    expect(parse(name, text)).toEqual({ ok: false, reason });
  });

  it('refuses arguments that are too long, without parsing them', () => {
    const result = parse('calculate', JSON.stringify({ expression: '1'.repeat(30_000) }));
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('at most 20000 are allowed') });
  });

  it.each(hostileTexts)('never throws on %j', (text) => {
    expect(typeof parse('calculate', text).ok).toBe('boolean');
    expect(parse(text, '{}').ok).toBe(false);
    expect(typeof parse('calculate', JSON.stringify({ expression: text })).ok).toBe('boolean');
  });

  it('survives JSON nested ten thousand deep', () => {
    expect(parse('calculate', `${'['.repeat(9_000)}${']'.repeat(9_000)}`).ok).toBe(false);
    expect(parse('calculate', `{"expression":${'['.repeat(9_000)}${']'.repeat(9_000)}}`).ok).toBe(false);
  });
});

describe('validateArguments', () => {
  it.each([
    [
      { type: 'object', properties: { n: { type: 'integer', minimum: 1 } } },
      { n: 0 },
      '"n": 0 is less than 1',
    ],
    [
      { type: 'object', properties: { n: { enum: ['a', 'b'] } } },
      { n: 'c' },
      '"n": Instance does not match any of ["a","b"]',
    ],
    [
      { type: 'object', properties: { s: { type: 'string', maxLength: 2 } } },
      { s: 'abc' },
      '"s": String is too long (3 > 2)',
    ],
    [
      { type: 'object', properties: { l: { type: 'array', items: { type: 'string' } } } },
      { l: [1] },
      '"l.0": Instance type "number" is invalid. Expected "string"',
    ],
  ] as const)('says what does not fit %j', (schema, value, reason) => {
    expect(validateArguments(schema, value)).toEqual({ ok: false, reason });
  });
});
