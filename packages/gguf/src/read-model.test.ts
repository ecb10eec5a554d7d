import { describe, expect, it } from 'vitest';
import type { GgufValue } from './gguf-header.ts';
import { textValue, uint32Value } from './metadata.ts';
import { readHeader } from './read-header.ts';
import { readModel } from './read-model.ts';
import { edited } from './testing/edited-file.ts';
import { fromHex, memorySource, pythonFixtures } from './testing/fixture-bytes.ts';

/** A model of one weight of Q4_1 that can chat. */
const base = {
  'general.architecture': textValue('llama'),
  'general.name': textValue('Tiny'),
  'general.license': textValue('mit'),
  'llama.context_length': uint32Value(8192),
  'llama.embedding_length': uint32Value(64),
  'llama.block_count': uint32Value(3),
  'llama.attention.head_count': uint32Value(4),
  'llama.attention.head_count_kv': uint32Value(2),
  'tokenizer.ggml.tokens': list(8),
  'tokenizer.chat_template': textValue('{{ messages }}'),
};

async function read(change: Readonly<Record<string, GgufValue | null>> = {}, keepsTensors = true) {
  const file = await edited(fromHex(pythonFixtures.base), {
    metadata: { ...base, ...change },
    tensor: ({ name }) => (keepsTensors ? { name, shape: [64, 8], type: 3 } : null),
  });
  return readModel(await readHeader(memorySource(file)));
}

/** An array of numbers of 32 bits, or an empty one of texts. */
function list(type: 4 | 5 | 6 | 8, ...numbers: readonly number[]): GgufValue {
  const bytes = new Uint8Array(12 + 4 * numbers.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setBigUint64(4, BigInt(numbers.length), true);
  numbers.forEach((number, index) => {
    view.setUint32(12 + 4 * index, number, true);
  });
  return { type: 9, bytes };
}

function uint16(value: number): GgufValue {
  return { type: 2, bytes: Uint8Array.of(value, 0) };
}

describe('readModel', () => {
  it('counts parameters and the cache of a token, and names the main type', async () => {
    expect(await read()).toEqual({
      architecture: 'llama',
      name: 'Tiny',
      licence: 'mit',
      parameters: 5 * 64 * 8,
      quantization: 'Q4_1',
      trainedTokens: 8192,
      // 3 layers with 2 heads of 16 numbers each for keys and values, at 2 bytes.
      cacheBytesPerToken: 3 * 2 * (16 + 16) * 2,
    });
  });

  it('takes heads of every layer, and their widths where they are told', async () => {
    const { cacheBytesPerToken } = await read({
      'llama.attention.head_count_kv': list(5, 0, 4, 0),
      'llama.attention.key_length': uint32Value(8),
      'llama.attention.value_length': uint32Value(32),
    });
    expect(cacheBytesPerToken).toBe(4 * (8 + 32) * 2);
  });

  it('takes a layer as wide as the embedding where nothing is told of its heads', async () => {
    const { cacheBytesPerToken } = await read({
      'llama.attention.head_count': null,
      'llama.attention.head_count_kv': list(6, 1),
    });
    expect(cacheBytesPerToken).toBe(3 * (64 + 64) * 2);
  });

  it('takes a split file of one part', async () => {
    expect((await read({ 'split.count': uint16(1) })).architecture).toBe('llama');
  });

  it.each([
    ['a part of a split file', { 'split.count': uint16(3) }, 'part of a split model of 3'],
    ['a part of another type', { 'split.count': uint32Value(1) }, 'part of a split model'],
    ['an adapter', { 'general.type': textValue('adapter') }, 'type adapter, not a model'],
    ['a projector', { 'general.type': textValue('mmproj') }, 'type mmproj, not a model'],
    ['a file without architecture', { 'general.architecture': null }, 'general.architecture is missing'],
    ['a model without vocabulary', { 'tokenizer.ggml.tokens': null }, 'no vocabulary'],
    ['a base model', { 'tokenizer.chat_template': null }, 'Choose the instruct or chat version'],
    ['an empty chat template', { 'tokenizer.chat_template': textValue(' ') }, 'no chat template'],
    ['a template of another type', { 'tokenizer.chat_template': uint32Value(1) }, 'no chat template'],
    ['no context', { 'llama.context_length': uint32Value(0) }, 'llama.context_length'],
    ['a context of another type', { 'llama.context_length': textValue('8192') }, 'llama.context_length'],
    ['no layers', { 'llama.block_count': null }, 'llama.block_count'],
    ['no width', { 'llama.embedding_length': null }, 'llama.embedding_length'],
  ])('refuses %s', async (_what, change, reason) => {
    await expect(read(change)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(reason),
    });
  });

  it('refuses a vocabulary without weights', async () => {
    await expect(read({}, false)).rejects.toThrow('has no weights');
  });
});
