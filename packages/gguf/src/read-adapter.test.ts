import { describe, expect, it } from 'vitest';
import type { GgufValue } from './gguf-header.ts';
import { float32Value, textValue, uint32Value } from './metadata.ts';
import { readAdapter } from './read-adapter.ts';
import { readHeader } from './read-header.ts';
import { type Edit, edited } from './testing/edited-file.ts';
import { fromHex, memorySource, pythonFixtures } from './testing/fixture-bytes.ts';

const adapter = fromHex(pythonFixtures.adapter);
const firstB = 'blk.0.attn_q.weight.lora_b';

const read = (bytes: Uint8Array) => readAdapter(memorySource(bytes));
const withKey = (key: string, value: GgufValue | null): Edit => ({ metadata: { [key]: value } });
const withTensor = (
  name: string,
  change: Partial<{ name: string; shape: number[]; type: number }> | null,
): Edit => ({
  tensor: (tensor) => (tensor.name !== name ? tensor : change && { ...tensor, ...change }),
});

describe('readAdapter', () => {
  it('reads an adapter of Python', async () => {
    const header = await read(adapter);
    expect(header).toMatchObject({
      id: 'test-135m',
      format: 'bare',
      tools: 'list(what: notes|reminders)\ntime(place?)',
      baseSha256: 'ab'.repeat(32),
      licence: 'Apache-2.0',
      card: { seed: 4, scores: { simple: [0.5, 0.6] } },
      architecture: 'llama',
      rank: 8,
      alpha: 16,
    });
    expect(header.tensors.map(({ target, columns, rows }) => ({ target, columns, rows }))).toEqual([
      { target: 'blk.0.attn_q.weight', columns: 64, rows: 32 },
      { target: 'blk.0.attn_v.weight', columns: 64, rows: 32 },
    ]);
  });

  it('takes a missing alpha as 0, as llama.cpp does', async () => {
    expect(await read(await edited(adapter, withKey('adapter.lora.alpha', null)))).toMatchObject({
      alpha: 0,
    });
  });

  it('refuses a base model', async () => {
    await expect(read(fromHex(pythonFixtures.base))).rejects.toThrow('general.type is model, not adapter');
  });

  it.each<[string, Edit, string]>([
    ['no type', withKey('general.type', null), 'general.type is missing'],
    ['another adapter', withKey('adapter.type', textValue('alora')), 'type alora; only lora'],
    ['no version', withKey('kinglet.version', null), 'was not made for Kinglet'],
    ['a version as text', withKey('kinglet.version', textValue('1')), 'missing or no u32'],
    ['version 2', withKey('kinglet.version', uint32Value(2)), 'is 2; this page reads version 1'],
    ['no id', withKey('kinglet.id', null), 'kinglet.id is missing'],
    ['an id that is a path', withKey('kinglet.id', textValue('../x')), '"../x"'],
    ['an unknown format', withKey('kinglet.format', textValue('xml')), '"xml"; allowed: bare or schemas'],
    ['a base hash of 63 digits', withKey('kinglet.base_sha256', textValue('a'.repeat(63))), '64 lower-case'],
    ['bare without tools', withKey('kinglet.tools', textValue('')), 'allowed: signatures'],
    ['schemas with tools', withKey('kinglet.format', textValue('schemas')), 'allowed: empty'],
    ['an empty licence', withKey('kinglet.licence', textValue(' ')), 'an SPDX id'],
    [
      'a licence as number',
      withKey('kinglet.licence', uint32Value(2)),
      'kinglet.licence is missing or no string',
    ],
    ['a card that is no JSON', withKey('kinglet.card', textValue('{')), 'a JSON object'],
    ['a card that is a list', withKey('kinglet.card', textValue('[]')), 'a JSON object'],
    ['a huge card', withKey('kinglet.card', textValue(`"${'x'.repeat(3e5)}"`)), 'more than 262144'],
    ['alpha of NaN', withKey('adapter.lora.alpha', float32Value(Number.NaN)), 'is "NaN"'],
    ['alpha as whole number', withKey('adapter.lora.alpha', uint32Value(16)), 'finite f32'],
    ['no architecture', withKey('general.architecture', null), 'general.architecture is missing'],
    ['a foreign tensor', withTensor(firstB, { name: 'output.weight.lora_b' }), 'is no blk.N.NAME'],
    ['half a pair', withTensor(firstB, null), `has no ${firstB}`],
    ['no tensors', { tensor: () => null }, 'has no tensors'],
    ['three dimensions', withTensor(firstB, { shape: [8, 16, 2] }), '3 dimensions, not 2'],
    ['a factor that does not fit', withTensor(firstB, { shape: [16, 16] }), 'does not fit'],
    [
      'a type that is no number of 16 bits',
      withTensor(firstB, { type: 25 }),
      'is I16; allowed: F32, F16, Q8_0',
    ],
    [
      'two ranks',
      {
        tensor: ({ name, shape: [first = 0, second = 0], type }) => {
          if (!name.startsWith('blk.0.attn_v')) return { name, shape: [first, second], type };
          return { name, type, shape: name.endsWith('a') ? [first, 4] : [4, second] };
        },
      },
      'one rank for all',
    ],
  ])('refuses %s', async (_, edit, reason) => {
    await expect(read(await edited(adapter, edit))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(reason),
    });
  });

  it.each(['a', 'b'])('refuses numbers that are not finite in lora_%s', async (side) => {
    const { tensors } = await readHeader(memorySource(adapter));
    const offset = tensors.find(({ name }) => name.endsWith(`lora_${side}`))?.offset ?? 0;
    const bytes = adapter.slice();
    bytes.set([0x00, 0x7c], offset);
    await expect(read(bytes)).rejects.toThrow(`lora_${side} has numbers that are not finite`);
  });
});
