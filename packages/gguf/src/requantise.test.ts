import { describe, expect, it } from 'vitest';
import { parentSha256, textOf, textValue, uint32Of } from './metadata.ts';
import { readHeader } from './read-header.ts';
import { requantise } from './requantise.ts';
import { q8_0 } from './tensor-types.ts';
import { edited } from './testing/edited-file.ts';
import { collected, fromHex, memorySource, pythonFixtures, toHex } from './testing/fixture-bytes.ts';
import { stoppable } from './testing/stoppable.ts';

const base = fromHex(pythonFixtures.base);
const options = { to: 'Q8_0', parentSha256: 'ab'.repeat(32) } as const;
const adapted = ['blk.0.attn_q.weight', 'blk.0.attn_v.weight'];

describe('requantise', () => {
  it('gives a file of the size it says, with weights as Python makes them', async () => {
    const output = await requantise(memorySource(base), options);
    const bytes = await collected(output);
    expect(bytes).toHaveLength(output.sizeBytes);
    const header = await readHeader(memorySource(bytes));
    expect(header).toEqual(output.header);
    const found = header.tensors.find(({ name }) => name === 'blk.0.attn_k.weight');
    if (found === undefined) throw new Error('attn_k is missing');
    const data = bytes.subarray(found.offset, found.offset + found.sizeBytes);
    expect(toHex(data)).toBe(pythonFixtures.merged['blk.0.attn_k.weight']);
    expect(header.tensors.filter(({ name }) => adapted.includes(name)).map(({ type }) => type)).toEqual([
      8, 8,
    ]);
  });

  it('copies the norm and the weights that are Q8_0 byte for byte', async () => {
    const output = await requantise(memorySource(base), options);
    const bytes = await collected(output);
    const source = await readHeader(memorySource(base));
    for (const name of ['token_embd.weight', 'blk.0.attn_norm.weight']) {
      const [from, to] = [source, output.header].map((each) => each.tensors.find((one) => one.name === name));
      if (from === undefined || to === undefined) throw new Error(`${name} is missing`);
      expect(to.type).toBe(from.type);
      const copy = bytes.subarray(to.offset, to.offset + to.sizeBytes);
      expect(toHex(copy)).toBe(toHex(base.subarray(from.offset, from.offset + from.sizeBytes)));
    }
  });

  it('keeps the metadata, says the new type, and names the parent', async () => {
    const { header } = await requantise(memorySource(base), options);
    const source = await readHeader(memorySource(base));
    for (const [key, value] of source.metadata)
      if (key !== 'general.file_type') expect(header.metadata.get(key)).toEqual(value);
    expect(uint32Of(header, 'general.file_type')).toBe(7);
    expect(uint32Of(header, 'general.quantization_version')).toBe(2);
    expect(parentSha256(header)).toBe(options.parentSha256);
    expect(textOf(header, 'general.architecture')).toBe('llama');
  });

  it.each(['blk.0.ffn_gate_inp.weight', 'output_norm.weight', 'token_types.weight', 'blk.0.attn_q.bias'])(
    'keeps %s as it is, as llama.cpp does',
    async (name) => {
      const file = await edited(base, {
        tensor: (each) => (each.name === 'blk.0.attn_v.weight' ? { ...each, name } : each),
      });
      const { header } = await requantise(memorySource(file), options);
      expect(header.tensors.find((each) => each.name === name)?.type).not.toBe(q8_0);
    },
  );

  it('reports what is written, up to the size of the file', async () => {
    const written: number[] = [];
    const output = await requantise(memorySource(base), {
      ...options,
      onProgress: (bytes) => written.push(bytes),
    });
    await collected(output);
    expect(written).toEqual([...written].sort((a, b) => a - b));
    expect(written.at(-1)).toBe(output.sizeBytes);
  });

  it('stops between two chunks when it is aborted', async () => {
    const { signal, stop } = stoppable();
    const reason = new Error('enough');
    const { chunks } = await requantise(memorySource(base), { ...options, signal });
    await chunks.next();
    stop(reason);
    await expect(chunks.next()).rejects.toBe(reason);
  });

  it('refuses an adapter, a part of a model, and a hash that is none', async () => {
    const part = await edited(base, { metadata: { 'split.count': textValue('2') } });
    await expect(requantise(memorySource(part), options)).rejects.toThrow('part of a split model');
    const adapter = memorySource(fromHex(pythonFixtures.adapter));
    await expect(requantise(adapter, options)).rejects.toThrow('of the type adapter, not a model');
    const noHash = requantise(memorySource(base), { ...options, parentSha256: 'AB' });
    await expect(noHash).rejects.toThrow('64 lower-case hex digits');
  });

  it('refuses a type that it cannot decode before anything is written', async () => {
    const file = await edited(base, {
      tensor: (each) => (each.name === 'blk.0.attn_v.weight' ? { ...each, shape: [256, 8], type: 14 } : each),
    });
    await expect(requantise(memorySource(file), options)).rejects.toThrow(
      'is Q6_K; what can be re-quantised',
    );
  });

  it('refuses numbers that are not finite', async () => {
    const { tensors } = await readHeader(memorySource(base));
    const bytes = base.slice();
    bytes.set([0x00, 0x7e], tensors.find(({ name }) => name === 'blk.0.attn_v.weight')?.offset ?? 0);
    const output = await requantise(memorySource(bytes), options);
    await expect(collected(output)).rejects.toThrow('blk.0.attn_v.weight has numbers that are not finite');
  });
});
