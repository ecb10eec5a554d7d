import { describe, expect, it } from 'vitest';
import { textValue, uint32Value } from './metadata.ts';
import { readHeader } from './read-header.ts';
import { edited } from './testing/edited-file.ts';
import { fromHex, memorySource, pythonFixtures } from './testing/fixture-bytes.ts';
import { stoppable } from './testing/stoppable.ts';

const base = fromHex(pythonFixtures.base);

/** Little-endian fields: numbers of 32 bits, bigints of 64, texts with their length. */
function file(...fields: readonly (number | bigint | string)[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((field) => [...fieldBytes(field)]));
}

function fieldBytes(field: number | bigint | string): Uint8Array {
  if (typeof field === 'string') return textValue(field).bytes;
  if (typeof field === 'number') return uint32Value(field).bytes;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, field, true);
  return bytes;
}

const padding = 'x'.repeat(200);
const start = [0x46554747, 3] as const;
/** One tensor of so many rows, and as many bytes after the header as `padding` has. */
const tensor = (...fields: readonly (number | bigint | string)[]) =>
  file(...start, 1n, 0n, ...fields, padding);

describe('readHeader', () => {
  it('reads a file of Python', async () => {
    const header = await readHeader(memorySource(base));
    expect(header.tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ['token_embd.weight', [64, 8]],
      ['blk.0.attn_norm.weight', [64]],
      ['blk.0.attn_q.weight', [64, 32]],
      ['blk.0.attn_k.weight', [64, 32]],
      ['blk.0.attn_v.weight', [64, 32]],
    ]);
    expect(header).toMatchObject({ alignment: 32, sizeBytes: base.length });
  });

  it('reads on where the header is longer than the first read', async () => {
    const long = await edited(base, { metadata: { long: textValue('y'.repeat(3e6)) } });
    const header = await readHeader(memorySource(long));
    expect(header.metadata.get('long')?.bytes).toHaveLength(3e6 + 8);
  });

  it('stops at an aborted signal', async () => {
    const reason = new Error('enough');
    const { signal, stop } = stoppable();
    stop(reason);
    await expect(readHeader(memorySource(base), { signal })).rejects.toBe(reason);
  });

  it.each([
    ['an empty file', new Uint8Array(), 'ends at byte 0'],
    ['another kind of file', file('PK and so on'), 'not a GGUF file'],
    ['version 1', file(0x46554747, 1), 'version 1; 2 and 3'],
    ['big-endian version 3', file(0x46554747, 0x03000000), 'version 50331648'],
    ['a hostile number of tensors', file(...start, 2n ** 63n, 0n), 'more than any file has'],
    ['more tensors than there is room for', file(...start, 9n, 0n, padding), 'number of tensors is 9'],
    ['more keys than there is room for', file(...start, 0n, 99n, padding), 'number of metadata keys is 99'],
    ['a hostile length of a key', file(...start, 0n, 1n, 2n ** 40n, padding), 'room for 208'],
    ['a hostile length of a text', file(...start, 0n, 1n, 'key', 8, 2n ** 50n, padding), 'length of key'],
    [
      'a hostile array',
      file(...start, 0n, 1n, 'key', 9, 10, 2n ** 32n, padding),
      'length of key is 4294967296',
    ],
    ['a hostile array of texts', file(...start, 0n, 1n, 'key', 9, 8, 2n ** 32n, padding), 'room for 26'],
    ['an array of arrays', file(...start, 0n, 1n, 'key', 9, 9, 1n, padding), 'unknown value type 9'],
    ['an unknown value type', file(...start, 0n, 1n, 'key', 13, padding), 'unknown value type 13'],
    ['a key twice', file(...start, 0n, 2n, 'key', 4, 1, 'key', 4, 1), 'stands in it twice'],
    ['a key that is not UTF-8', file(...start, 0n, 1n, 1n, 0xff, padding), 'not UTF-8'],
    ['an alignment of 3', file(...start, 0n, 1n, 'general.alignment', 4, 3), 'not a power of two'],
    [
      'an alignment of another type',
      file(...start, 0n, 1n, 'general.alignment', 5, 32),
      'not a power of two',
    ],
    ['a tensor without a name', tensor('', 1, 4n, 0, 0n), 'has 0 characters'],
    ['a tensor with a long name', tensor('n'.repeat(64), 1, 4n, 0, 0n), 'has 64 characters'],
    ['no dimensions', tensor('t', 0, 0, 0n), '0 dimensions'],
    ['five dimensions', tensor('t', 5, 1n, 1n, 1n, 1n, 1n, 0, 0n), '5 dimensions'],
    ['a hostile shape', tensor('t', 2, 2n ** 40n, 2n ** 40n, 0, 0n), 'go to byte'],
    ['an empty tensor', tensor('t', 2, 4n, 0n, 0, 0n), '4 x 0'],
    ['rows of broken blocks', tensor('t', 1, 33n, 8, 0n), 'whole Q8_0 blocks'],
    ['an unknown tensor type', tensor('t', 1, 4n, 4, 0n), 'unknown tensor type 4'],
    ['data with a gap before them', tensor('t', 1, 4n, 0, 32n), 'start at 32, not at 0'],
    ['a tensor twice', file(...start, 2n, 0n, 't', 1, 4n, 0, 0n, 't', 1, 4n, 0, 32n, padding), 'twice'],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(readHeader(memorySource(bytes))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(reason),
    });
  });

  it('refuses a file that was cut within its data', async () => {
    const reading = readHeader(memorySource(base.subarray(0, base.length - 1)));
    await expect(reading).rejects.toThrow(`the file to ${base.length - 1}`);
  });

  it('refuses a source that gives less than it said', async () => {
    const source = { size: base.length, slice: () => memorySource(base.subarray(0, 50)).slice(0, 50) };
    await expect(readHeader(source)).rejects.toThrow('It changed while it was read');
  });

  it('refuses a header without an end, and reads 64 MiB of it at most', async () => {
    const size = 2 ** 30;
    const bytes = file(...start, 0n, 1n, 'key', 9, 0, BigInt(size - 200));
    const source = {
      size,
      slice: (from: number, to: number) => ({
        async arrayBuffer() {
          const part = new Uint8Array(to - from);
          part.set(bytes);
          return part.buffer;
        },
      }),
    };
    await expect(readHeader(source)).rejects.toThrow('longer than 67108864 bytes');
  });

  it('takes an alignment of its own', async () => {
    const wide = await edited(base, { metadata: { 'general.alignment': uint32Value(32) } });
    expect((await readHeader(memorySource(wide))).alignment).toBe(32);
  });
});
