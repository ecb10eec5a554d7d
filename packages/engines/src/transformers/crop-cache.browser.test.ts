import { DynamicCache, Tensor } from '@huggingface/transformers';
import { expect, test } from 'vitest';
import { cropCache } from './crop-cache.ts';

/** Two heads of three tokens, two numbers each. */
const tensor = () =>
  new Tensor(
    'float32',
    Float32Array.from({ length: 12 }, (_, at) => at),
    [1, 2, 3, 2],
  );
const cache = (more: Record<string, Tensor> = {}) =>
  new DynamicCache({ 'past_key_values.0.key': tensor(), 'past_key_values.0.value': tensor(), ...more });

test('keeps the first tokens of each head', async () => {
  const cut = await cropCache(cache(), 2);
  expect(cut.get_seq_length()).toBe(2);
  expect(cut['past_key_values.0.key']?.dims).toEqual([1, 2, 2, 2]);
  expect([...(cut['past_key_values.0.value']?.data ?? [])]).toEqual([0, 1, 2, 3, 6, 7, 8, 9]);
});

test('is the same where nothing goes, and empty where nothing stays', async () => {
  const whole = cache();
  expect(await cropCache(whole, 3)).toBe(whole);
  expect((await cropCache(whole, 0)).get_seq_length()).toBe(0);
});

test('is empty where a state is of all tokens together', async () => {
  const state = new Tensor('float32', new Float32Array(6), [1, 2, 3]);
  expect((await cropCache(cache({ 'past_conv.0': state }), 2)).get_seq_length()).toBe(0);
});
