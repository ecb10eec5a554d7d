import { KingletError } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { complete, prompt, tinySession, tokenizer } from './testing/tiny-session.ts';

const promptTokens = tokenizer.encode(prompt).length;
const tokensOf = (text: string) => tokenizer.encode(text).length;

test('writes until the model ends, and counts each token, its end too', async () => {
  const { session } = tinySession('The weather is mild.');
  const { text, end, chunks } = await complete(session);
  expect(text).toBe('The weather is mild.');
  expect(end).toMatchObject({ finish: 'stop', promptTokens, cachedTokens: 0 });
  expect(end.completionTokens).toBe(tokensOf(text) + 1);
  expect(chunks.filter(({ type }) => type === 'text').length).toBeGreaterThan(3);
});

test('says how far the prompt is read, in passes of one chunk', async () => {
  const { session, model } = tinySession('Mild.', { chunkTokens: 8 });
  const { chunks } = await complete(session);
  const progress = chunks.flatMap((chunk) => (chunk.type === 'progress' ? [chunk.processed] : []));
  expect(progress).toEqual([8, 16, 24, promptTokens].filter((tokens) => tokens <= promptTokens));
  expect(model.passes[0]).toHaveLength(8);
});

describe('the cache', () => {
  test('goes on from the prompt before, and says exactly how much it held', async () => {
    const { session } = tinySession('Mild.');
    await complete(session);
    const longer = await complete(session, { prompt: `${prompt}Mild.<|im_end|>\n<|im_start|>user\n` });
    // All but the end, which was never read.
    expect(longer.end.cachedTokens).toBe(promptTokens + tokensOf('Mild.'));
  });

  test('another conversation keeps only what both begin with', async () => {
    const { session, model } = tinySession('Mild.');
    await complete(session);
    const other = prompt.replace('What', 'Tell');
    const { end } = await complete(session, { prompt: other, n_predict: 1 });
    expect(end.cachedTokens).toBe(tokensOf('<|im_start|>user\n'));
    expect(tokenizer.decode(model.held.slice(0, tokensOf(other)))).toContain('Tell is it?');
  });

  test('a prefill reads the prompt alone, and the next reply finds it', async () => {
    const { session } = tinySession('Mild.');
    const prefill = await complete(session, { n_predict: 0 });
    expect(prefill).toMatchObject({ text: '', end: { finish: 'length', completionTokens: 0 } });
    expect((await complete(session)).end.cachedTokens).toBe(promptTokens - 1);
  });
});

describe('the end', () => {
  test('of as many tokens as asked for', async () => {
    const { text, end } = await complete(tinySession('one two three').session, { n_predict: 2 });
    expect(end).toMatchObject({ finish: 'length', completionTokens: 2 });
    expect('one two three'.startsWith(text)).toBe(true);
  });

  test('of the context', async () => {
    const { session } = tinySession('one two three', { contextTokens: promptTokens + 3 });
    expect((await complete(session)).end).toMatchObject({ finish: 'length', completionTokens: 3 });
  });

  test('by a stop string that spans tokens, of which nothing is shown', async () => {
    const { session } = tinySession('Yes <end> more');
    const { text, end } = await complete(session, { stop: ['<end>'] });
    expect([text, end.finish]).toEqual(['Yes ', 'stop']);
    expect(end.completionTokens).toBeLessThan(tokensOf('Yes <end> more'));
  });

  test('within a character shows what came of it', async () => {
    const { session } = tinySession('🐦');
    expect((await complete(session, { n_predict: 1 })).text).toBe('\uFFFD');
  });
});

test('a prompt that fills the context is refused with both numbers', async () => {
  const { session, model } = tinySession('Mild.', { contextTokens: promptTokens });
  await expect(complete(session)).rejects.toMatchObject({
    code: 'context-overflow',
    details: { promptTokens, contextTokens: promptTokens },
  });
  expect(model.passes).toEqual([]);
});

test('a prompt without tokens is refused', async () => {
  await expect(complete(tinySession('Mild.').session, { prompt: '' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

test('a cancel ends at once with its reason, and the work one pass later', async () => {
  const { session, model } = tinySession('one two three four five six', { chunkTokens: 4 });
  const stop = new AbortController();
  const reason = new Error('the user pressed stop');
  const params = { prompt, n_predict: 100, temperature: 0, stop: [] };
  const { chunks, settled } = session.complete(params, { signal: stop.signal });
  const reader = chunks.getReader();
  await reader.read();
  stop.abort(reason);
  await expect(reader.read()).rejects.toBe(reason);
  await settled;
  const passes = model.passes.length;
  expect(passes).toBeLessThan(promptTokens / 4);
  expect((await complete(session)).end.cachedTokens).toBe(passes * 4);
});

test('a lost model is what the reply rejects with', async () => {
  const { session, model } = tinySession('Mild.');
  model.loss = new KingletError('engine-lost', 'The GPU gave up.');
  expect(session.loss).toBe(model.loss);
  await expect(complete(session)).rejects.toBe(model.loss);
});

test('anything unforeseen has a name', async () => {
  const { session, model } = tinySession('Mild.');
  model.forward = () => Promise.reject(new RangeError('too long'));
  await expect(complete(session)).rejects.toMatchObject({ code: 'engine-failed', message: 'too long' });
});
