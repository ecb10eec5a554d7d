import { describe, expect, it } from 'vitest';
import type { AdapterHeader } from './adapter-header.ts';
import { checkAdapter } from './check-adapter.ts';
import { textValue } from './metadata.ts';
import { readAdapter } from './read-adapter.ts';
import { readHeader } from './read-header.ts';
import { edited } from './testing/edited-file.ts';
import { fromHex, memorySource, pythonFixtures } from './testing/fixture-bytes.ts';

const file = fromHex(pythonFixtures.base);
const adapter = await readAdapter(memorySource(fromHex(pythonFixtures.adapter)));
const base = await readHeader(memorySource(file));
const source = 'ab'.repeat(32);
const other = 'cd'.repeat(32);

describe('checkAdapter', () => {
  it('takes the base that the adapter names, and a copy that names it as its parent', async () => {
    checkAdapter(adapter, base, source);
    const copy = await edited(file, { metadata: { 'kinglet.parent_sha256': textValue(source) } });
    checkAdapter(adapter, await readHeader(memorySource(copy)), other);
  });

  it('refuses another base and says both hashes', () => {
    expect(() => checkAdapter(adapter, base, other)).toThrow(
      `is for the base ${source}; this one is ${other}.`,
    );
  });

  it("refuses another base's copy and says its parent", async () => {
    const copy = await edited(file, { metadata: { 'kinglet.parent_sha256': textValue(other) } });
    const header = await readHeader(memorySource(copy));
    expect(() => checkAdapter(adapter, header, 'ef'.repeat(32))).toThrow(`made from ${other}`);
  });

  it('refuses a base that has an adapter merged into it', async () => {
    const merged = await edited(file, { metadata: { 'kinglet.merged_adapter': textValue('mine') } });
    const header = await readHeader(memorySource(merged));
    expect(() => checkAdapter(adapter, header, source)).toThrow('has the adapter mine merged');
  });

  const [first] = adapter.tensors;
  it.each<[string, AdapterHeader, string]>([
    ['another kind of model', { ...adapter, architecture: 'qwen2' }, 'kind qwen2; the base is llama'],
    [
      'a weight that the base lacks',
      { ...adapter, tensors: [{ ...tensor(), target: 'blk.1.attn_q.weight' }] },
      'blk.1.attn_q.weight, which the base does not have',
    ],
    ['other columns', { ...adapter, tensors: [{ ...tensor(), columns: 32 }] }, 'has 32 x 32 for'],
    ['other rows', { ...adapter, tensors: [{ ...tensor(), rows: 64 }] }, 'the base has 64 x 32'],
    [
      'a weight of one dimension',
      { ...adapter, tensors: [{ ...tensor(), target: 'blk.0.attn_norm.weight' }] },
      'the base has 64.',
    ],
  ])('refuses %s', (_, changed, reason) => {
    expect(() => checkAdapter(changed, base, source)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(reason) }),
    );
  });

  function tensor() {
    if (first === undefined) throw new Error('the fixture has no tensors');
    return first;
  }
});
