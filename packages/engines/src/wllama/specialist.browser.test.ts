import { type Engine, type GenerateRequest, type ToolDefinition, toolSignatures } from '@kinglet/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toolsText } from '../specialist/tools-text.ts';
import { loadForTest, realModel } from './testing/real-model.ts';
import { tinyAdapter } from './testing/tiny-adapter.ts';

const model = await realModel();
const blob = model ?? new Blob();

const time: ToolDefinition = {
  name: 'time',
  description: 'The time somewhere',
  parameters: { type: 'object', properties: { place: { type: 'string' } } },
  risk: 'read',
  destructive: false,
  timeoutMs: 1000,
  origin: 'built-in',
};
const tools = [time, { ...time, name: 'date' }];
const bare = { id: 'bare-a', format: 'bare', tools: toolSignatures(tools) } as const;
const schemas = { id: 'schemas-b', format: 'schemas', tools: '' } as const;

async function ask(engine: Engine, request: Partial<GenerateRequest> & { content: string }) {
  const { content, ...more } = request;
  const messages = [{ role: 'user' as const, content }];
  const events = [];
  const signal = new AbortController().signal;
  for await (const event of engine.generate({ messages, tools: [], maxTokens: 6, ...more }, { signal }))
    events.push(event);
  const end = events.findLast((event) => event.type === 'decode-end');
  if (end === undefined) throw new Error('The reply has no end.');
  return {
    types: events.map(({ type }) => type),
    text: events.map((event) => (event.type === 'text-delta' ? event.text : '')).join(''),
    calls: events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : [])),
    ...end,
  };
}

describe.skipIf(model === null)('specialists beside a model', { timeout: 240_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadForTest(blob, {
      adapters: [
        { info: bare, blob: tinyAdapter({ seed: 1 }) },
        { info: schemas, blob: tinyAdapter({ seed: 2 }) },
      ],
    });
  }, 120_000);
  afterAll(() => engine?.unload());

  test('are named by the engine, and an unknown one is refused with their names', async () => {
    expect(engine.info.adapters).toEqual([bare, schemas]);
    await expect(ask(engine, { content: 'Hi', adapter: 'other' })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('loaded: "bare-a", "schemas-b"'),
    });
  });

  test('a specialist for other tools, and one with a schema beside it, are refused', async () => {
    const request = { content: 'Hi', adapter: bare.id };
    await expect(ask(engine, { ...request, tools: [time] })).rejects.toMatchObject({
      message: expect.stringContaining('trained on other tools'),
    });
    await expect(ask(engine, { ...request, schema: {} })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('change what the model says, each in its own way, and the base stays the same', async () => {
    const content = 'What time is it in Rome?';
    const before = await ask(engine, { content });
    const replies = [];
    for (const [adapter, offered] of [
      [bare.id, tools],
      [schemas.id, tools],
      [bare.id, tools],
    ] as const) {
      const request = { content, tools: offered, adapter, toolChoice: 'required' as const };
      replies.push(await ask(engine, request));
    }
    const [first, second, again] = replies;
    expect(first?.usage.reusedTokens).toBe(0);
    expect(second?.confidence).not.toBe(first?.confidence);
    // They are tiny: random adapters want nothing of what the grammar allows.
    expect((again?.confidence ?? 0) / (first?.confidence ?? 0)).toBeCloseTo(1, 3);
    expect(first?.confidence).toBeLessThanOrEqual(1);
    expect((await ask(engine, { content })).text).toBe(before.text);
  });

  test('a specialist never goes on from what another wrote into the cache', async () => {
    // Without tools the prompts of both formats are the same tokens.
    const asked = (adapter: string, content: string) =>
      ask(engine, {
        content,
        adapter,
        tools: adapter === bare.id ? tools : [],
        toolChoice: 'none',
        maxTokens: 2,
      });
    const fresh = await asked(schemas.id, 'Name a colour of the rainbow.');
    await asked(bare.id, 'Name a colour of the rainbow.');
    await asked(schemas.id, 'A dog ran into the old house and barked at all of us.');
    const { confidence = 0 } = await asked(schemas.id, 'Name a colour of the rainbow.');
    expect(confidence / (fresh.confidence ?? 0)).toBeCloseTo(1, 3);
  });

  test('nor does the base go on from what a specialist wrote', async () => {
    const user = { role: 'user', content: 'Name a colour of the rainbow.' } as const;
    const shown = toolsText(tools, { stripTokens: (text) => text });
    // The very tokens that the specialist reads.
    const messages = [{ role: 'system', content: shown } as const, user];
    const fresh = await ask(engine, { content: '', messages, maxTokens: 4 });
    await ask(engine, { content: user.content, tools, adapter: schemas.id, maxTokens: 1 });
    await ask(engine, { content: 'A dog ran into the old house and barked at all of us.', maxTokens: 1 });
    const again = await ask(engine, { content: '', messages, maxTokens: 4 });
    expect(again.usage.promptTokens).toBe(fresh.usage.promptTokens);
    expect(again.text).toBe(fresh.text);
  });

  test('can be warmed up: the tools stand in the cache', async () => {
    const signal = new AbortController().signal;
    // Tools that no other test shows to the base: it could have stored them.
    const own = { tools: [time], adapter: schemas.id, maxTokens: 1 };
    await engine.prefill?.({ messages: [], ...own }, { signal });
    const { usage } = await ask(engine, { content: 'Hi', ...own });
    expect(usage.reusedTokens).toBeGreaterThan(usage.promptTokens / 2);
  });
});

describe.skipIf(model === null)('a specialist that cannot be used', { timeout: 120_000 }, () => {
  test.each([
    ['damaged', tinyAdapter({ seed: 1 }).slice(0, 5000)],
    ['made for another model', tinyAdapter({ seed: 1, width: 64 })],
    ['no adapter', new Blob(['<!doctype html><title>404</title>'])],
  ])('%s, is named when loading fails', async (_, damaged) => {
    const adapters = [
      { info: bare, blob: tinyAdapter({ seed: 1 }) },
      { info: schemas, blob: damaged },
    ];
    await expect(loadForTest(blob, { adapters })).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('"schemas-b" could not be loaded'),
    });
  });
});
