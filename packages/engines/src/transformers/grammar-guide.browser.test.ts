import { describe, expect, test } from 'vitest';
import { schemaGrammar } from '../grammar/schema-grammar.ts';
import { toolGrammar } from '../grammar/tool-grammar.ts';
import { callText } from '../prompt/chat-turns.ts';
import { defaultPromptFormat } from '../prompt/prompt-format.ts';
import { complete, tinySession, tokenizer, tools } from './testing/tiny-session.ts';

const callOf = (name: string, args: object) =>
  callText({ id: '', name, argumentsText: JSON.stringify(args) }, defaultPromptFormat);
const grammarOf = (toolChoice: 'auto' | 'required') =>
  toolGrammar({ tools, toolChoice, form: defaultPromptFormat.call }) ?? '';

const calls = [
  callOf('weather', { city: 'Bern', unit: 'C' }),
  callOf('convert', { value: 12.5, from: 'km', to: 'mi' }),
  callOf('remind', { text: 'Count the words', at: 'six' }),
];

describe('a call', () => {
  test.each(calls)('is what the model wants, where it may: %s', async (call) => {
    for (const toolChoice of ['required', 'auto'] as const) {
      const { text, end } = await complete(tinySession(call).session, { grammar: grammarOf(toolChoice) });
      expect([text, end.finish]).toEqual([call, 'stop']);
      expect(end.completionTokens).toBe(tokenizer.encode(call).length);
    }
  });

  test('takes at most 0.40 passes a token, the prompt included', async () => {
    let passes = 0;
    let tokens = 0;
    for (const call of calls) {
      const { session } = tinySession(call);
      const { end } = await complete(session, { grammar: grammarOf('required') });
      passes += session.passes;
      tokens += end.completionTokens;
    }
    console.info(
      `${passes} forward passes for ${tokens} tokens of tool calls: ${(passes / tokens).toFixed(2)}`,
    );
    expect(passes / tokens).toBeLessThanOrEqual(0.4);
  });

  test('ends with the limit of tokens, in the middle of what is forced too', async () => {
    const { text, end } = await complete(tinySession(calls[0] ?? '').session, {
      grammar: grammarOf('required'),
      n_predict: 3,
    });
    expect(end).toMatchObject({ finish: 'length', completionTokens: 3 });
    expect(calls[0]?.startsWith(text)).toBe(true);
  });

  test('leaves the cache as the next prompt reads it', async () => {
    const { session, model } = tinySession(calls[0] ?? '');
    const { text, end } = await complete(session, { grammar: grammarOf('required') });
    const all = tokenizer.encode(`<|im_start|>user\nWhat is it?<|im_end|>\n<|im_start|>assistant\n${text}`);
    const held = model.held.filter((id, index) => id === all[index]).length;
    expect(held).toBe(model.held.length);
    expect(held).toBeGreaterThan(end.promptTokens);
  });
});

describe('a schema', () => {
  const oneOf = (value: string) => schemaGrammar({ enum: [value] });

  test('that leaves no choice costs the pass of the prompt', async () => {
    const { session } = tinySession('anything');
    expect((await complete(session, { grammar: oneOf('Bern') })).text).toBe('"Bern"');
    expect(session.passes).toBe(1);
  });

  test('may hold what spells a control token, which is written as text', async () => {
    const { text, end } = await complete(tinySession('x').session, { grammar: oneOf('<|im_end|>') });
    expect([text, end.finish]).toEqual(['"<|im_end|>"', 'stop']);
  });

  test('is filled with characters of several tokens', async () => {
    const value = JSON.stringify({ name: 'Zoë 🐦' });
    const grammar = schemaGrammar({
      type: 'object',
      properties: { name: { type: 'string', maxLength: 20 } },
      required: ['name'],
    });
    expect((await complete(tinySession(value).session, { grammar })).text).toBe(value);
  });
});

test('a stop string ends a reply under a grammar', async () => {
  const grammar = schemaGrammar({ enum: ['Bern and Rome'] });
  const { text, end } = await complete(tinySession('x').session, { grammar, stop: [' and'] });
  expect([text, end.finish]).toEqual(['"Bern', 'stop']);
});

test('a grammar that cannot be read is refused, and the next one is not', async () => {
  const { session } = tinySession('"Bern"');
  await expect(complete(session, { grammar: 'root ::= nowhere' })).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining('grammar'),
  });
  expect((await complete(session, { grammar: schemaGrammar({ enum: ['Bern'] }) })).text).toBe('"Bern"');
});

test('more grammars than are kept still work, one after the other', async () => {
  const { session } = tinySession('x');
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < 10; index += 1) {
      const { text } = await complete(session, { grammar: schemaGrammar({ enum: [`word ${index}`] }) });
      expect(text).toBe(`"word ${index}"`);
    }
  }
  session.end();
});
