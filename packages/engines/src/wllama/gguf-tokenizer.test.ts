import { tinyModel } from '@kinglet/testkit/tiny-gguf';
import { expect, test } from 'vitest';
import { readGgufTokenizer } from './gguf-tokenizer.ts';

const signal = new AbortController().signal;
const vocabulary = {
  tokens: ['<|end|>', 'a', 'b', 'c', 'ab', 'abc', 'Ġ', 'Ġa', '1', '2', '12'],
  tokenTypes: [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
};
const merges = ['a b', 'ab c', 'Ġ a', '1 2'];
const counter = (pre: string, kind = 'gpt2') => {
  const metadata = {
    'tokenizer.ggml.model': kind,
    'tokenizer.ggml.pre': pre,
    'tokenizer.ggml.merges': merges,
  };
  return readGgufTokenizer(new Blob([tinyModel({ metadata })]), vocabulary, { signal });
};

test('counts by the merges of the file, control tokens whole', async () => {
  const count = await counter('smollm');
  expect(['', 'abc', 'abc abc', 'cab', '<|end|>abc<|end|>'].map((text) => count?.(text))).toEqual([
    0, 1, 3, 2, 3,
  ]);
});

test('splits numbers as the kind of tokenizer does', async () => {
  const counts = await Promise.all(['smollm', 'qwen2', 'llama-bpe', 'gpt-2'].map((pre) => counter(pre)));
  expect(counts.map((count) => count?.('12'))).toEqual([2, 2, 1, 1]);
});

test('does not guess at a kind that is not known', async () => {
  expect(await counter('tekken')).toBeNull();
  expect(await counter('smollm', 'llama')).toBeNull();
});
