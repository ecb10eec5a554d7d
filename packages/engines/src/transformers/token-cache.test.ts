import { KingletError } from '@kinglet/spec';
import { expect, test } from 'vitest';
import { scriptedModel } from './testing/scripted-model.ts';
import { TokenCache } from './token-cache.ts';

const signal = new AbortController().signal;

test('reads what a prompt has beyond the last one', async () => {
  const model = scriptedModel();
  const cache = new TokenCache(model, { chunkTokens: 10 });
  expect((await cache.read([1, 2, 3], { signal })).heldTokens).toBe(0);
  expect((await cache.read([1, 2, 3, 4], { signal })).heldTokens).toBe(3);
  expect(model.passes).toEqual([[1, 2, 3], [4]]);
});

test('compares the tokens, and cuts the cache where they part', async () => {
  const model = scriptedModel();
  const cache = new TokenCache(model, { chunkTokens: 10 });
  await cache.read([1, 2, 3, 4], { signal });
  expect((await cache.read([1, 2, 9, 4], { signal })).heldTokens).toBe(2);
  expect(model.held).toEqual([1, 2, 9, 4]);
});

test('reads the last token of the same prompt again, for its logits', async () => {
  const model = scriptedModel();
  const cache = new TokenCache(model, { chunkTokens: 10 });
  await cache.read([1, 2, 3], { signal });
  expect((await cache.read([1, 2, 3], { signal })).heldTokens).toBe(2);
  expect(model.passes.at(-1)).toEqual([3]);
});

test('begins anew where the cache cannot be cut', async () => {
  const model = scriptedModel({ canCrop: false });
  const cache = new TokenCache(model, { chunkTokens: 10 });
  await cache.read([1, 2, 3], { signal });
  expect((await cache.read([1, 2, 3, 4], { signal })).heldTokens).toBe(3);
  expect((await cache.read([1, 2, 9], { signal })).heldTokens).toBe(0);
  expect(model.held).toEqual([1, 2, 9]);
});

test('stops between two passes, and goes on from what was read', async () => {
  const model = scriptedModel();
  const cache = new TokenCache(model, { chunkTokens: 2 });
  const stop = new AbortController();
  const reason = new Error('stop');
  const reading = cache.read([1, 2, 3, 4, 5], {
    signal: stop.signal,
    onProgress: (tokens) => tokens === 4 && stop.abort(reason),
  });
  await expect(reading).rejects.toBe(reason);
  expect((await cache.read([1, 2, 3, 4, 5], { signal })).heldTokens).toBe(4);
  expect(model.passes).toEqual([[1, 2], [3, 4], [5]]);
});

test('rejects with the loss of the model', async () => {
  const model = scriptedModel();
  model.loss = new KingletError('engine-lost', 'gone');
  await expect(new TokenCache(model, { chunkTokens: 2 }).read([1], { signal })).rejects.toBe(model.loss);
});
