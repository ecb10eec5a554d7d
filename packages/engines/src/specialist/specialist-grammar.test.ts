import { Validator } from '@cfworker/json-schema';
import type { ArgumentSpans, GenerateRequest, JsonSchema, RawToolCall } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { readGbnf } from '../grammar/testing/gbnf.ts';
import { seededRandom } from '../grammar/testing/seeded-random.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { specialistStep } from './specialist-step.ts';
import { randomTools, testTool } from './testing/random-tools.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const stripper = createContentStripper([]);
const results = [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'x', argumentsText: '{}' }] },
  { role: 'tool', callId: '1', name: 'x', content: 'done', failed: false },
] as const;

type Format = 'bare' | 'schemas';
function stepOf(
  format: Format,
  request: Partial<Pick<GenerateRequest, 'messages' | 'tools' | 'toolChoice' | 'allowed'>>,
  maxCalls = 8,
) {
  let ids = 0;
  const id = () => `c${++ids}`;
  return specialistStep({ messages: [], tools: [], ...request }, { format, stripper, id, maxCalls });
}

/** What the reader makes of a text that comes in these pieces; neighbouring texts joined. */
function read(
  step: ReturnType<typeof stepOf>,
  pieces: readonly string[],
  finish: 'stop' | 'length' = 'stop',
) {
  const pushed = pieces.flatMap((piece) => step.reader.push(piece));
  const { events, ...end } = step.reader.end(finish);
  const all = [...pushed, ...events];
  return {
    calls: all.flatMap((event) => (event.type === 'tool-call' ? [event.call] : [])),
    text: all.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''),
    ...end,
  };
}

function fits(schema: JsonSchema, call: RawToolCall | undefined): boolean {
  const value: unknown = JSON.parse(call?.argumentsText ?? '');
  return new Validator(JSON.parse(JSON.stringify(schema)), '2020-12').validate(value).valid;
}

describe('a reply of the grammar', () => {
  test.each(['bare', 'schemas'] as const)('%s: is read, at any cut alike', (format) => {
    for (const seed of seeds) {
      const random = seededRandom(seed);
      const request = { tools: randomTools(random, 2), ...(random() < 0.5 ? { messages: results } : {}) };
      const grammar = readGbnf(stepOf(format, request).grammar);
      for (let round = 0; round < 4; round++) {
        const text = grammar.sample(random);
        const whole = read(stepOf(format, request), [text]);
        expect(read(stepOf(format, request), text.split('')), `seed ${seed}: ${text}`).toEqual(whole);
        const cut = Math.floor(random() * text.length);
        const halves = [text.slice(0, cut), '', text.slice(cut)];
        expect(read(stepOf(format, request), halves), `seed ${seed}: ${text}`).toEqual(whole);
        expect(text.split('\n').length).toBeLessThanOrEqual(8);
        expect(whole.calls.length + whole.text.length > 0 || /^(reply|other|no_tool)$/.test(text)).toBe(true);
        expect(whole.continues).toBe(text.endsWith('\nnext'));
        for (const { name, argumentsText } of whole.calls) {
          expect(request.tools.map((tool) => tool.name)).toContain(name);
          expect(typeof JSON.parse(argumentsText)).toBe('object');
        }
      }
    }
  });

  test('schemas: the arguments fit, up to lengths of text', () => {
    for (const seed of seeds) {
      const random = seededRandom(seed);
      const tools = randomTools(random, 1);
      const request = { tools, toolChoice: 'required' as const };
      const grammar = readGbnf(stepOf('schemas', request, 1).grammar);
      const [call] = read(stepOf('schemas', request), [grammar.sample(random).replace(/\nnext$/, '')]).calls;
      const schema = tools.find(({ name }) => name === call?.name)?.parameters ?? {};
      const withoutLengths = JSON.parse(
        JSON.stringify(schema).replace(/"(min|max)Length":\d+/g, '"$1Skip":0'),
      );
      expect(fits(withoutLengths, call), `seed ${seed}: ${JSON.stringify(call)}`).toBe(true);
    }
  });
});

describe('bare arguments', () => {
  const remind = testTool('remind', {
    properties: {
      text: { type: 'string' },
      when: { type: 'string' },
      loud: { type: 'boolean' },
      times: { type: 'integer', minimum: 1, maximum: 20 },
    },
    required: ['when'],
  });
  const accepts = (text: string) => readGbnf(stepOf('bare', { tools: [remind] }).grammar).accepts(text);

  test('come in order, optional ones empty before others and missing at the end', () => {
    for (const text of [
      'remind | eat | at 6',
      'remind |  | at 6',
      'remind |  | at 6 |  | 3',
      'remind | eat | at 6 | true',
    ])
      expect(accepts(text), text).toBe(true);
    for (const text of [
      'remind',
      'remind | eat',
      'remind | eat | ',
      'remind | eat | at 6 | ',
      'remind | eat | at 6 |  | ',
      'remind | eat | at 6 | yes',
      'remind | eat | at 6 | true | 21',
      'remind | eat | at 6 | true | 2 | 3',
      'remind | e\nt | at 6',
    ])
      expect(accepts(text), text).toBe(false);
    const read1 = read(stepOf('bare', { tools: [remind] }), ['remind |  | at 6 |  | 3']);
    expect(JSON.parse(read1.calls[0]?.argumentsText ?? '')).toEqual({ when: 'at 6', times: 3 });
  });

  test('are bound to the values that are allowed, and tools to those that are named', () => {
    const allowed: Record<string, ArgumentSpans> = { remind: { text: [], when: ['at 6', 'a | b\nc'] } };
    const request = { tools: [remind, testTool('time', {})], allowed };
    const grammar = readGbnf(stepOf('bare', request).grammar);
    expect(grammar.accepts('remind |  | at 6')).toBe(true);
    for (const text of ['remind | eat | at 6', 'remind |  | at 7', 'time'])
      expect(grammar.accepts(text), text).toBe(false);
    const { calls } = read(stepOf('bare', request), ['remind |  | a b c | false']);
    expect(JSON.parse(calls[0]?.argumentsText ?? '')).toEqual({ when: 'a | b\nc', loud: false });
  });

  test('that are too many, or cut off, are not passed off as complete', () => {
    const request = { tools: [remind] };
    const many = read(stepOf('bare', request), ['remind | a | b | true | 2 | 3']);
    const cut = read(stepOf('bare', request), ['remind | a | b\nremind | eat | at'], 'length');
    expect(cut).toMatchObject({ finishReason: 'length', continues: false });
    expect(cut.calls).toHaveLength(2);
    for (const call of [many.calls[0], cut.calls[1]])
      expect(() => JSON.parse(call?.argumentsText ?? '')).toThrow();
    expect(read(stepOf('bare', request), ['rem'], 'length').calls).toEqual([]);
  });

  test.each(['reply', 'ask', 'other', 'next'])('a tool may not be called %s', (name) => {
    expect(() => stepOf('bare', { tools: [testTool(name, {})] })).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(`"${name}"`) }),
    );
    expect(() => stepOf('schemas', { tools: [testTool(name, {})] })).not.toThrow();
  });
});

describe('what a reply may be', () => {
  const tools = [testTool('time', {})];
  const taken = (format: Format, request: Parameters<typeof stepOf>[1], maxCalls?: number) => {
    const grammar = readGbnf(stepOf(format, { tools, ...request }, maxCalls).grammar);
    const call = format === 'bare' ? 'time' : 'time {}';
    const all = [
      call,
      `${call}\nnext`,
      `${call}\n${call}`,
      'ask | a?',
      'say | b',
      'reply',
      'other',
      'no_tool',
      'next',
    ];
    return all.filter((text) => grammar.accepts(text)).map((text) => text.replaceAll(' {}', ''));
  };

  test('depends on the format, and an answer needs results', () => {
    const calls = ['time', 'time\nnext', 'time\ntime'];
    expect(taken('bare', {})).toEqual([...calls, 'ask | a?', 'reply', 'other']);
    expect(taken('bare', { messages: results })).toEqual([...calls, 'ask | a?', 'reply', 'other']);
    expect(taken('schemas', {})).toEqual([...calls, 'ask | a?', 'no_tool']);
    expect(taken('schemas', { messages: results })).toEqual([...calls, 'ask | a?', 'say | b', 'no_tool']);
    const later = [...results, { role: 'user', content: 'And now?' } as const];
    expect(taken('schemas', { messages: later })).toEqual([...calls, 'ask | a?', 'no_tool']);
  });

  test('required leaves the calls, none leaves the rest, and one call can be the limit', () => {
    expect(taken('bare', { toolChoice: 'required' })).toEqual(['time', 'time\nnext', 'time\ntime']);
    expect(taken('bare', { toolChoice: 'none' })).toEqual(['ask | a?', 'reply', 'other']);
    expect(taken('bare', { toolChoice: 'required' }, 1)).toEqual(['time', 'time\nnext']);
    for (const tools of [[], [testTool('time', {})]]) {
      const request = { tools, allowed: {}, toolChoice: 'required' } as const;
      expect(() => stepOf('schemas', request)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    }
  });

  test('is eight lines at most, with next', () => {
    const grammar = readGbnf(stepOf('bare', { tools }).grammar);
    const calls = (count: number) => Array.from({ length: count }, () => 'time').join('\n');
    expect(grammar.accepts(calls(8))).toBe(true);
    expect(grammar.accepts(`${calls(7)}\nnext`)).toBe(true);
    expect(grammar.accepts(calls(9))).toBe(false);
    expect(grammar.accepts(`${calls(8)}\nnext`)).toBe(false);
  });
});
