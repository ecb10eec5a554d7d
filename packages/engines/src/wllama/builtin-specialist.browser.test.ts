import { type Engine, type Message, toolSignatures } from '@kinglet/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtinAdapter, toolsOf } from './testing/builtin-adapter.ts';
import { loadForTest, realModel } from './testing/real-model.ts';

const model = await realModel();
const adapter = await builtinAdapter();
const tools = toolsOf(adapter?.info.tools ?? '');

describe.skipIf(model === null || adapter === null)('builtin-135m', { timeout: 180_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadForTest(model ?? new Blob(), { adapters: adapter === null ? [] : [adapter] });
  }, 120_000);
  afterAll(() => engine?.unload());

  async function ask(messages: readonly Message[]) {
    const request = { messages, tools, adapter: 'builtin-135m', maxTokens: 48 };
    const events = [];
    for await (const event of engine.generate(request, { signal: new AbortController().signal }))
      events.push(event);
    const end = events.findLast((event) => event.type === 'decode-end');
    const calls = events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
    return { calls: calls.map((call) => `${call.name} ${call.argumentsText}`), end };
  }
  const user = (content: string): Message => ({ role: 'user', content });

  test('its file names the tools that it knows', () => {
    expect(toolSignatures(tools)).toBe(adapter?.info.tools);
  });

  test('calls a tool from a prompt of a few dozen tokens, and is sure of it', async () => {
    const { calls, end } = await ask([user('what is 12 plus 30?')]);
    // Either spelling is right, and each training has its own.
    expect(calls).toEqual([expect.stringMatching(/^calculate \{"expression":"12 (?:plus|\+) 30"\}$/)]);
    expect(end).toMatchObject({ finishReason: 'tool-call' });
    expect(end?.usage.promptTokens).toBeLessThan(30);
    expect(end?.confidence).toBeGreaterThan(0.5);
  });

  test('copies what needs several tokens for a character, without a word on how sure it is', async () => {
    const texts = ['buy 红星 tea', 'party at 8 🎉'];
    for (const text of texts) {
      const { calls, end } = await ask([user(`make a note: ${text}`)]);
      expect(calls).toEqual([`note ${JSON.stringify({ text })}`]);
      expect(end).not.toHaveProperty('confidence');
    }
    const { calls, end } = await ask([user('make a note: crème brûlée')]);
    expect([calls, end?.confidence]).toEqual([['note {"text":"crème brûlée"}'], expect.any(Number)]);
  });

  test('leaves talk to the base model', async () => {
    const { calls, end } = await ask([user('hello there')]);
    expect([calls, end?.finishReason]).toEqual([[], 'stop']);
  });
});
