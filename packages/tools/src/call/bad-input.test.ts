import type { JsonSchema, ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { calculate } from '../calculate/calculate.ts';
import { convert } from '../convert/convert.ts';
import { LinearPattern } from './linear-pattern.ts';
import { parseCall } from './parse-call.ts';
import { validateArguments } from './validate-arguments.ts';

const definitions: readonly ToolDefinition[] = [calculate.definition, convert.definition];
const parse = (name: string, argumentsText: string, offered = definitions) =>
  parseCall({ id: 'c1', name, argumentsText }, offered);
const open: ToolDefinition = { ...calculate.definition, name: 'open', parameters: { type: 'object' } };
const a = 'a'.repeat(10_000);

describe('a call that is made to break its reader', () => {
  it.each([
    ['10 MB of text', `{"expression":"${'1'.repeat(10_000_000)}"}`],
    ['10 MB of members', `{${'"a":1,'.repeat(1_500_000)}"b":1}`],
    ['100,000 levels of arrays', `{"expression":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['100,000 levels of objects', '{"a":'.repeat(100_000)],
    ['9,000 levels', '['.repeat(9_000)],
    ['33 levels', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`],
    ['a list of 5,000', `{"a":[${'0,'.repeat(5_000)}0]}`],
    ['a key that is a trap', '{"__proto__":{"isAdmin":true}}'],
    ['a trap further in', '{"a":[{"\\u005f_proto__":{"isAdmin":true}}]}'],
    ['half a surrogate pair as a key of nothing', '{"\ud800":'],
    ['huge numbers without an end', `{"a":${'9'.repeat(19_000)}`],
  ])('is refused with a reason: %s', (_, text) => {
    for (const name of ['calculate', 'open']) {
      const result = parse(name, text, [...definitions, open]);
      expect(result.ok).toBe(false);
      if (!result.ok) expect(result.reason.length).toBeLessThan(300);
    }
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  it('is read where it is just as deep and long as is allowed', () => {
    expect(parse('open', `{"a":${'['.repeat(31)}${']'.repeat(31)}}`, [open]).ok).toBe(true);
    expect(parse('open', '{"a":"{[{[{[{["}', [open]).ok).toBe(true);
  });

  it.each([
    [
      'Calculate',
      'There is no tool "Calculate". A name counts as it is written: "calculate". Use one of: calculate, convert.',
    ],
    ['CALCULATE', 'A name counts as it is written: "calculate".'],
    ['calculate ', 'A name counts as it is written: "calculate".'],
    ['calc\u200bulate', 'There is no tool "calculate". A name counts as it is written: "calculate".'],
    ['\u202ecalculate', 'A name counts as it is written: "calculate".'],
    ['ｃalculate', 'A name counts as it is written: "calculate".'],
    ['сalculate', 'There is no tool "сalculate". Use one of'],
    ['constructor', 'There is no tool "constructor". Use one of'],
    ['__proto__', 'There is no tool "__proto__". Use one of'],
    ['', 'There is no tool "". Use one of'],
    ['x\u0000\u001b[2J', 'There is no tool "x[2J". Use one of'],
  ])('names no tool by what only looks like its name: %j', (name, reason) => {
    const result = parse(name, '{"expression":"1+1"}');
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('takes what nobody can see out of the texts, and leaves what scripts and emoji need', () => {
    const written = { a: 'pay\u202e 100\u200b', list: ['\u0000x\u{e0041}', { b: '👩\u200d👩' }], n: 1 };
    expect(parse('open', JSON.stringify(written), [open])).toMatchObject({
      call: { arguments: { a: 'pay 100', list: ['x', { b: '👩\u200d👩' }], n: 1 } },
    });
  });

  it('says that a tool is gone where it was taken away', () => {
    expect(parse('convert', '{}', [calculate.definition])).toEqual({
      ok: false,
      reason: 'There is no tool "convert". Use one of: calculate.',
    });
    expect(parse('convert', '{}', [])).toMatchObject({ reason: expect.stringContaining('(none)') });
  });
});

describe('a schema that is made to break its validator', () => {
  const twice = (levels: number, key: 'anyOf' | 'allOf'): JsonSchema => {
    const $defs: Record<string, JsonSchema> = { d0: { type: 'string' } };
    for (let level = 1; level <= levels; level += 1) {
      const $ref = `#/$defs/d${level - 1}`;
      $defs[`d${level}`] = { [key]: [{ $ref }, { $ref }] };
    }
    return { $defs, properties: { a: { $ref: `#/$defs/d${levels}` } } };
  };

  it.each<[string, JsonSchema, unknown]>([
    ['a reference to itself', { $ref: '#' }, { a: 1 }],
    [
      'a ring of references',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
      {},
    ],
    ['a reference to nothing', { properties: { a: { $ref: '#/nowhere' } } }, { a: 1 }],
    ['parts that double 60 times', twice(60, 'anyOf'), { a: 1 }],
    ['parts that double 60 times, and fit', twice(60, 'allOf'), { a: 'x' }],
    ['a pattern that is none', { properties: { a: { type: 'string', pattern: '(' } } }, { a: 'x' }],
    ['a pattern that refers back', { properties: { a: { pattern: '(a*)*\\1' } } }, { a }],
    ['a pattern with 10^8 places', { properties: { a: { pattern: '((a{100}){100}){100}' } } }, { a }],
    ['keys with a slow pattern', { patternProperties: { '^(a+)+$': {} } } as JsonSchema, { [`${a}!`]: 1 }],
    ['a schema of 1 MB', { description: 'x'.repeat(1_000_000) }, {}],
  ])('refuses what nobody can check: %s', (_, schema, value) => {
    expect(validateArguments(schema, value)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('its schema cannot be checked'),
    });
  });

  it.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^([a-zA-Z]+)*$',
    '(a*)*b',
    '(.*a){20}$',
    '^(?:a?){50}a{50}$',
    '\\s+$|(?:a+b?)+c',
  ])('matches %s in time linear in the text', (pattern) => {
    const schema = { properties: { a: { pattern } } };
    expect(validateArguments(schema, { a: `${a.slice(0, 3_000)}!` }).ok).toBe(false);
  });

  it.each<[string, string, boolean]>([
    ['^[a-z]+@[a-z]+\\.[a-z]{2,}$', 'anna@example.com', true],
    ['^[a-z]+@[a-z]+\\.[a-z]{2,}$', 'anna@example', false],
    ['^(\\d{4}-)+\\d$', '2026-2027-1', true],
    ['^([a-z]+\\.)*[a-z]+$', 'a.b.c', true],
    ['b', 'abc', true],
    ['^b', 'abc', false],
    ['^(?:yes|no)$', 'no', true],
    ['^\\p{Lu}\\p{L}*$', 'Zürich', true],
    ['^.$', '😀', true],
    ['^a.c$', 'a\nc', false],
    ['\\bcat\\b', 'a cat!', true],
    ['\\bcat\\b', 'concat', false],
    ['^[\\w-.]+$', 'a-b.c', true],
    ['^a{2,3}?$', 'aaa', true],
    ['^a{2,3}$', 'aaaa', false],
    ['^(?<year>\\d+)$', '2026', true],
    ['^[^\\]]*$', 'a]', false],
    ['^$', '', true],
    ['', 'anything', true],
    ['^(?=.*[A-Z])(?=.*\\d).{8,}$', 'Password1', true],
    ['^(?=.*[A-Z])(?=.*\\d).{8,}$', 'password', false],
  ])('matches %s and %j as the platform does: %s', (pattern, text, fits) => {
    expect(validateArguments({ properties: { a: { pattern } } }, { a: text }).ok).toBe(fits);
  });

  it('matches a pattern under a choice, and only texts', () => {
    const schema: JsonSchema = { properties: { a: { anyOf: [{ pattern: '^x' }, { type: 'number' }] } } };
    expect(validateArguments(schema, { a: 'xy' }).ok).toBe(true);
    expect(validateArguments(schema, { a: 1 }).ok).toBe(true);
    expect(validateArguments(schema, { a: 'y' }).ok).toBe(false);
    expect(validateArguments({ properties: { a: { pattern: '^x' } } }, { a: 'y' })).toEqual({
      ok: false,
      reason: '"a": String does not match pattern "^x"',
    });
  });

  it('takes a value for no part of the schema', () => {
    const schema = {
      properties: { a: { const: { pattern: '(' } }, pattern: { type: 'string' } },
    } as JsonSchema;
    expect(validateArguments(schema, { a: { pattern: '(' }, pattern: 'x' })).toEqual({ ok: true });
  });

  it('gives up on a text that is too long for its pattern', () => {
    expect(() => new LinearPattern('^(?:a?){500}$').test('a'.repeat(30_000))).toThrow('too long');
  });

  it('goes through what refers to itself as deep as the value goes', () => {
    const tree: JsonSchema = { properties: { next: { $ref: '#' }, n: { type: 'number' } } };
    expect(validateArguments(tree, { next: { next: { n: 1 } } }).ok).toBe(true);
    expect(validateArguments(tree, { next: { next: { n: 'x' } } }).ok).toBe(false);
  });
});
