import type { ToolDefinition } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { readGbnf } from './testing/gbnf.ts';
import { seededRandom } from './testing/seeded-random.ts';
import { type CallForm, toolGrammar } from './tool-grammar.ts';

const form: CallForm = { open: '<tool_call>{"name":"', middle: '","arguments":', close: '}</tool_call>' };

function tool(name: string, parameters: ToolDefinition['parameters']): ToolDefinition {
  return {
    name,
    description: name,
    parameters,
    risk: 'read',
    destructive: false,
    timeoutMs: 1000,
    origin: 'built-in',
  };
}

const tools = [
  tool('calculate', {
    type: 'object',
    properties: { expression: { type: 'string' } },
    required: ['expression'],
  }),
  tool('time', { type: 'object', properties: { place: { type: 'string' } } }),
];

function grammarOf(toolChoice: 'auto' | 'none' | 'required', callForm = form) {
  return readGbnf(toolGrammar({ tools, toolChoice, form: callForm }) ?? '');
}

const calls = [
  '<tool_call>{"name":"calculate","arguments":{"expression":"1+1"}}</tool_call>',
  '<tool_call>{"name":"time","arguments":{}}</tool_call>',
];
const texts = [
  'Hello',
  'a < b',
  '<b>bold</b>',
  '<tool',
  '<tool_call',
  '<',
  'See <tool_call>{"name":"x',
  '漢字',
];

describe('toolGrammar', () => {
  test('auto takes calls and text', () => {
    const grammar = grammarOf('auto');
    for (const text of [...calls, ...texts]) expect(grammar.accepts(text), text).toBe(true);
  });

  test('a keyword that no grammar can hold to leaves its tool and the others callable', () => {
    // As a server sends it: our types have no such keyword.
    const parameters =
      '{"type":"object","properties":{"tags":{"type":"array","items":{"type":"string"},"uniqueItems":true}},"required":["tags"]}';
    const odd = tool('tag', JSON.parse(parameters));
    const impossible = tool('never', { type: 'object', properties: { n: { enum: [] } }, required: ['n'] });
    const all = [...tools, odd, impossible];
    const grammar = readGbnf(toolGrammar({ tools: all, toolChoice: 'required', form }) ?? '');
    for (const text of calls) expect(grammar.accepts(text), text).toBe(true);
    const call = (args: string) => `<tool_call>{"name":"tag","arguments":${args}}</tool_call>`;
    expect(grammar.accepts(call('{"tags":["a","b"]}'))).toBe(true);
    expect(grammar.accepts(call('{"tags":1}'))).toBe(false);
    expect(grammar.accepts(call('{}'))).toBe(false);
  });

  test('none takes text only, required takes calls only', () => {
    for (const text of calls)
      expect([grammarOf('none').accepts(text), grammarOf('required').accepts(text)]).toEqual([false, true]);
    for (const text of texts)
      expect([grammarOf('none').accepts(text), grammarOf('required').accepts(text)]).toEqual([true, false]);
  });

  test('text never begins with the marker, white space, or nothing', () => {
    const grammar = grammarOf('auto');
    const refused = ['', ' Hello', '\nHello', `${form.open}oops`, form.open, `${calls[0]} and more`];
    for (const text of refused) expect(grammar.accepts(text), text).toBe(false);
  });

  test('an unknown tool and arguments that do not fit cannot be written', () => {
    const grammar = grammarOf('auto');
    const refused = [
      '<tool_call>{"name":"shell","arguments":{}}</tool_call>',
      '<tool_call>{"name":"calculate","arguments":{}}</tool_call>',
      '<tool_call>{"name":"calculate","arguments":{"expression":2}}</tool_call>',
    ];
    for (const text of refused) expect(grammar.accepts(text), text).toBe(false);
  });

  test('whatever it decodes is a whole call or text without the marker in front', () => {
    const random = seededRandom(7);
    const grammar = grammarOf('auto');
    for (let round = 0; round < 500; round++) {
      const text = grammar.sample(random);
      if (!text.startsWith(form.open)) continue;
      const call: unknown = JSON.parse(text.slice('<tool_call>'.length, -'</tool_call>'.length));
      expect(call).toMatchObject({
        name: expect.stringMatching(/^(calculate|time)$/),
        arguments: expect.any(Object),
      });
    }
  });

  test('a marker of one character works too', () => {
    const grammar = grammarOf('auto', { open: '^', middle: ' ', close: '' });
    expect(grammar.accepts('^time {}')).toBe(true);
    expect(grammar.accepts('x^')).toBe(true);
    expect(grammar.accepts('^x')).toBe(false);
  });

  test('no tools: no grammar, and a required call is refused', () => {
    expect(toolGrammar({ tools: [], toolChoice: 'auto', form })).toBeNull();
    expect(() => toolGrammar({ tools: [], toolChoice: 'required', form })).toThrow('no tool may be called');
  });

  test('only what is allowed can be called, with the values that are allowed', () => {
    const allowed = { calculate: { expression: ['1+1', '2 "x"'] } };
    const grammar = readGbnf(toolGrammar({ tools, toolChoice: 'auto', form, allowed }) ?? '');
    const call = (name: string, args: unknown) =>
      `${form.open}${name}${form.middle}${JSON.stringify(args)}${form.close}`;
    expect(grammar.accepts(call('calculate', { expression: '1+1' }))).toBe(true);
    expect(grammar.accepts(call('calculate', { expression: '2 "x"' }))).toBe(true);
    expect(grammar.accepts(call('calculate', { expression: '1+2' }))).toBe(false);
    expect(grammar.accepts(call('time', {}))).toBe(false);
    expect(grammar.accepts('Hello')).toBe(true);
  });

  test('numbers and the items of arrays are bound too', () => {
    const book = tool('book', {
      type: 'object',
      properties: { guests: { type: 'integer' }, names: { type: 'array', items: { type: 'string' } } },
      required: ['guests', 'names'],
    });
    const allowed = { book: { guests: ['4', '12'], names: ['Eva', 'Bo'] } };
    const grammar = readGbnf(toolGrammar({ tools: [book], toolChoice: 'required', form, allowed }) ?? '');
    const accepts = (args: unknown) =>
      grammar.accepts(`${form.open}book${form.middle}${JSON.stringify(args)}${form.close}`);
    expect(accepts({ guests: 12, names: ['Eva', 'Bo', 'Eva'] })).toBe(true);
    expect(accepts({ guests: 2, names: ['Eva'] })).toBe(false);
    expect(accepts({ guests: '12', names: ['Eva'] })).toBe(false);
    expect(accepts({ guests: 4, names: ['Carla'] })).toBe(false);
  });

  test('nothing allowed leaves the text, and a required call is refused', () => {
    const grammar = readGbnf(toolGrammar({ tools, toolChoice: 'auto', form, allowed: {} }) ?? '');
    for (const text of calls) expect(grammar.accepts(text)).toBe(false);
    expect(grammar.accepts('Hello')).toBe(true);
    const empty = { calculate: { expression: [] } };
    expect(() => toolGrammar({ tools, toolChoice: 'required', form, allowed: empty })).toThrow(
      'no tool may be called',
    );
  });
});
