import { describe, expect, it } from 'vitest';
import { mergeAdapter } from './merge-adapter.ts';
import { float32Value, parentSha256, textOf } from './metadata.ts';
import { readHeader } from './read-header.ts';
import { requantise } from './requantise.ts';
import { edited } from './testing/edited-file.ts';
import { collected, fromHex, memorySource, pythonFixtures, toHex } from './testing/fixture-bytes.ts';

const base = fromHex(pythonFixtures.base);
const adapter = fromHex(pythonFixtures.adapter);
const baseSha256 = 'ab'.repeat(32);

async function weights(bytes: Uint8Array): Promise<Record<string, string>> {
  const { tensors } = await readHeader(memorySource(bytes));
  const large = tensors.filter(({ shape }) => shape.length > 1);
  return Object.fromEntries(
    large.map(({ name, offset, sizeBytes }) => [name, toHex(bytes.subarray(offset, offset + sizeBytes))]),
  );
}

describe('mergeAdapter', () => {
  it('gives the weights that Python computes, bit for bit', async () => {
    const output = await mergeAdapter(memorySource(base), memorySource(adapter), { baseSha256 });
    expect(await weights(await collected(output))).toEqual(pythonFixtures.merged);
  });

  it('names what it is made of', async () => {
    const { header } = await mergeAdapter(memorySource(base), memorySource(adapter), { baseSha256 });
    expect(textOf(header, 'kinglet.merged_adapter')).toBe('test-135m');
    expect(parentSha256(header)).toBe(baseSha256);
  });

  it('changes nothing at scale 0, and takes alpha 0 as no scaling', async () => {
    const plain = await requantise(memorySource(base), { to: 'Q8_0', parentSha256: baseSha256 });
    const none = await mergeAdapter(memorySource(base), memorySource(adapter), { baseSha256, scale: 0 });
    expect(await weights(await collected(none))).toEqual(await weights(await collected(plain)));
    const noAlpha = memorySource(
      await edited(adapter, { metadata: { 'adapter.lora.alpha': float32Value(0) } }),
    );
    const doubled = await mergeAdapter(memorySource(base), noAlpha, { baseSha256, scale: 2 });
    expect(await weights(await collected(doubled))).toEqual(pythonFixtures.merged);
  });

  it('refuses another base, and a base of a type that it cannot decode', async () => {
    const other = mergeAdapter(memorySource(base), memorySource(adapter), { baseSha256: 'cd'.repeat(32) });
    await expect(other).rejects.toThrow('is for the base abab');
    const ints = await edited(base, {
      tensor: (each) => (each.name.includes('attn_v') ? { ...each, type: 25 } : each),
    });
    const merging = mergeAdapter(memorySource(ints), memorySource(adapter), { baseSha256 });
    await expect(merging).rejects.toThrow(/attn_v.weight.*I16/);
  });
});
