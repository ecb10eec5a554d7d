import { describe, expect, test } from 'vitest';
import { readGgufVocabulary } from './gguf-vocabulary.ts';

const signal = new AbortController().signal;
const encoder = new TextEncoder();

function uint32(value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint32Array([value]).buffer);
}

function uint64(value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new BigUint64Array([BigInt(value)]).buffer);
}

function text(value: string): BlobPart[] {
  const bytes = encoder.encode(value);
  return [uint64(bytes.length), bytes];
}

function gguf({ version = 3, entries }: { version?: number; entries: readonly BlobPart[][] }): Blob {
  return new Blob(['GGUF', uint32(version), uint64(0), uint64(entries.length), ...entries.flat()]);
}

const tokens = (values: readonly string[]) => [
  ...text('tokenizer.ggml.tokens'),
  uint32(9),
  uint32(8),
  uint64(values.length),
  ...values.flatMap(text),
];
const types = (values: readonly number[]) => [
  ...text('tokenizer.ggml.token_type'),
  uint32(9),
  uint32(5),
  uint64(values.length),
  ...values.map(uint32),
];
const others = [
  [...text('general.name'), uint32(8), ...text('a model')],
  [...text('a.bool'), uint32(7), new Uint8Array([1])],
  [...text('a.float64'), uint32(12), uint64(0)],
  [...text('some.strings'), uint32(9), uint32(8), uint64(2), ...text('x'), ...text('yy')],
  [...text('some.numbers'), uint32(9), uint32(4), uint64(3), uint32(1), uint32(2), uint32(3)],
];

describe('readGgufVocabulary', () => {
  test('reads tokens and their types past all else', async () => {
    const blob = gguf({ entries: [...others, tokens(['a', '<|im_start|>', 'ä']), types([1, 3, 1])] });
    expect(await readGgufVocabulary(blob, { signal })).toEqual({
      tokens: ['a', '<|im_start|>', 'ä'],
      tokenTypes: [1, 3, 1],
    });
  });

  test('reads on where the metadata is longer than the first piece', async () => {
    const long = [...text('long'), uint32(8), ...text('x'.repeat(5 * 1024 * 1024))];
    const blob = gguf({ entries: [long, tokens(['a']), types([1])] });
    expect((await readGgufVocabulary(blob, { signal })).tokens).toEqual(['a']);
  });

  test.each([
    ['it does not begin with GGUF', new Blob(['<!doctype html><title>Not found</title>'])],
    ['its version is 1', gguf({ version: 1, entries: [] })],
    ['it has no vocabulary', gguf({ entries: others })],
    ['its metadata ends too early', gguf({ entries: [tokens(['a', 'b'])] }).slice(0, 60)],
    ['its metadata ends too early', new Blob([])],
    ['unknown type 77', gguf({ entries: [[...text('odd'), uint32(77)]] })],
    [
      'its vocabulary has another type',
      gguf({ entries: [[...text('tokenizer.ggml.tokens'), uint32(8), ...text('a')]] }),
    ],
  ])('a file that is not a model says so: %s', async (reason, blob) => {
    await expect(readGgufVocabulary(blob, { signal })).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining(reason),
    });
  });
});
