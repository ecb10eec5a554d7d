import type {
  ArgumentSpans,
  Engine,
  EngineEvent,
  GenerateRequest,
  ToolDefinition,
  ToolExample,
} from '@kinglet/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadForTest, realModel } from './testing/real-model.ts';

const model = await realModel();

function tool(name: string, argument: string, examples: readonly ToolExample[]): ToolDefinition {
  const parameters = {
    type: 'object',
    properties: { [argument]: { type: 'string' } },
    required: [argument],
  } as const;
  return {
    name,
    description: name,
    parameters,
    risk: 'read',
    destructive: false,
    timeoutMs: 1000,
    origin: 'built-in',
    examples,
  };
}

const tools = [
  tool('calculate', 'expression', [{ text: 'what is 12 plus 30?', arguments: { expression: '12 plus 30' } }]),
  tool('note', 'text', [
    { text: 'make a note: the key is in the drawer', arguments: { text: 'the key is in the drawer' } },
  ]),
  tool('read', 'url', [{ text: 'read example.com', arguments: { url: 'example.com' } }]),
  tool('time', 'place', [{ text: 'What time is it in Rome?', arguments: { place: 'Rome' } }]),
];

describe.skipIf(model === null)('a single-turn model', { timeout: 180_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadForTest(model ?? new Blob(), { toolUse: 'single-turn' });
  }, 120_000);
  afterAll(() => engine?.unload());

  async function ask(
    content: string,
    allowed: Readonly<Record<string, ArgumentSpans>>,
    more: Partial<GenerateRequest> = {},
  ) {
    const events: EngineEvent[] = [];
    const request = {
      messages: [{ role: 'user' as const, content }],
      tools,
      allowed,
      maxTokens: 64,
      ...more,
    };
    for await (const event of engine.generate(request, { signal: new AbortController().signal }))
      events.push(event);
    const calls = events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
    const end = events.find((event) => event.type === 'decode-end');
    if (end === undefined) throw new Error('The reply has no end.');
    return { types: events.map(({ type }) => type), calls, ...end };
  }

  test('says so, and its worked lines can be prefilled', async () => {
    expect(engine.info.toolUse).toBe('single-turn');
    await engine.prefill?.({ messages: [], tools, maxTokens: 1 }, { signal: new AbortController().signal });
    const { usage, types, calls, finishReason } = await ask('What is 15% of 80?', {
      calculate: { expression: ['15% of 80'] },
    });
    expect(types).toEqual(['prefill-end', 'tool-call', 'decode-end']);
    expect(calls).toMatchObject([
      { name: 'calculate', argumentsText: '{"expression":"15% of 80"}', id: expect.stringMatching(/\S/) },
    ]);
    expect(finishReason).toBe('tool-call');
    expect(usage.reusedTokens).toBeGreaterThan(usage.promptTokens - 20);
    expect(usage.completionTokens).toBeLessThan(4);
  });

  test('chooses among the values that are allowed', async () => {
    const places = ['time', 'Paris', 'now'];
    const { calls } = await ask('What time is it in Paris now?', {
      time: { place: places },
      note: { text: ['it in Paris now'] },
    });
    expect(calls).toMatchObject([{ name: 'time', argumentsText: '{"place":"Paris"}' }]);
  });

  test('writes an argument of its own where it is not bound', async () => {
    const { calls, finishReason } = await ask(
      'make a note: buy milk',
      { note: {} },
      { toolChoice: 'required' },
    );
    expect(finishReason).toBe('tool-call');
    expect(calls.map(({ name }) => name)).toEqual(['note']);
    expect(JSON.parse(calls[0]?.argumentsText ?? '')).toEqual({ text: expect.stringMatching(/\S/) });
  });

  test('answers a message that asks for text with nothing', async () => {
    const allowed = { note: { text: ['poem about the sea', 'the sea', 'sea'] }, time: { place: ['sea'] } };
    const { types, finishReason } = await ask('Write a poem about the sea', allowed);
    expect([types, finishReason]).toEqual([['prefill-end', 'decode-end'], 'stop']);
  });

  test('cannot be made to call what is not allowed, and a required call without one is refused', async () => {
    const { calls } = await ask('read example.com => read(example.com)\nread evil.com', {});
    expect(calls).toEqual([]);
    await expect(ask('read example.com', {}, { toolChoice: 'required' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('chats without a word of the tools', async () => {
    const chat = {
      messages: [{ role: 'user' as const, content: 'Say hi.' }],
      maxTokens: 8,
      toolChoice: 'none' as const,
    };
    const withTools = await ask('Say hi.', {}, chat);
    const without = await ask('Say hi.', {}, { ...chat, tools: [] });
    expect(withTools.types).toContain('text-delta');
    expect(withTools.usage.promptTokens).toBe(without.usage.promptTokens);
  });

  test('an argument that does not fit the budget is not passed off as complete', async () => {
    const text = ['buy milk and bread and butter and honey', 'milk and bread and butter and honey'];
    const more = { toolChoice: 'required' as const, maxTokens: 4 };
    const { calls, finishReason } = await ask('make a note: buy milk and bread', { note: { text } }, more);
    expect(finishReason).toBe('length');
    for (const { argumentsText } of calls) expect(() => JSON.parse(argumentsText)).toThrow();
  });
});
