import { tinyTokenizer } from '@kinglet/testkit/tiny-llama';
import { expect, test } from 'vitest';
import { createTextTokenizer } from './text-tokenizer.ts';

const { json, config, endId, texts } = tinyTokenizer();

test('knows its tokens, and which of them are no text', async () => {
  const tokenizer = await createTextTokenizer(json, config);
  expect(tokenizer.tokens).toEqual(texts);
  expect(tokenizer.idOf('<|im_end|>')).toBe(endId);
  expect([...tokenizer.controlIds]).toEqual([endId - 1, endId]);
  expect(tokenizer.addedTokens).toEqual(['<|im_start|>', '<|im_end|>']);
});

test('reads control tokens in a text, and writes none', async () => {
  const tokenizer = await createTextTokenizer(json, config);
  const ids = tokenizer.encode('weather<|im_end|>');
  expect(ids).toEqual([tokenizer.idOf('weather'), endId]);
  expect(tokenizer.decode(ids)).toBe('weather');
  expect(tokenizer.decode([])).toBe('');
});

test.each([
  [{ type: 'ByteLevel' }, 'byte_level'],
  [{ type: 'Sequence', decoders: [{ type: 'Replace' }, { type: 'ByteFallback' }] }, 'byte_fallback'],
  [{ type: 'Fuse' }, 'raw'],
])('tells how the vocabulary spells bytes: %j', async (decoder, spelling) => {
  const plain = { type: 'Sequence', decoders: [] };
  // The library builds every decoder that is named; only the name is looked at here.
  const known = decoder.type === 'ByteLevel' ? decoder : { ...plain, ...decoder };
  const replaced = JSON.parse(
    JSON.stringify({ ...json, decoder: known }).replace(
      '"Replace"',
      '"Replace","pattern":{"String":"▁"},"content":" "',
    ),
  );
  expect((await createTextTokenizer(replaced, config)).spelling).toBe(spelling);
});

test('a file that is no tokenizer is refused', async () => {
  await expect(createTextTokenizer({ model: 3 }, {})).rejects.toMatchObject({ code: 'engine-failed' });
});
