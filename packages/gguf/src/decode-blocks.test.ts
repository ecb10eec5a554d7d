import { describe, expect, it } from 'vitest';
import { decoders } from './decode-blocks.ts';
import { encodeQ8 } from './encode-q8.ts';
import { tensorTypes } from './tensor-types.ts';
import { fromHex, pythonFixtures, toHex } from './testing/fixture-bytes.ts';

const cases = Object.entries(pythonFixtures.blocks).map(([name, block]) => ({ name, ...block }));

describe('blocks', () => {
  it('has a fixture for each decoder', () => {
    const names = [...decoders.keys()].map((id) => tensorTypes.get(id)?.name);
    expect(names.sort()).toEqual(cases.map(({ name }) => name).sort());
  });

  it.each(cases)("of $name are decoded to Python's numbers, bit for bit", ({ name, stored, values }) => {
    expect(toHex(new Uint8Array(decoded(name, stored).buffer))).toBe(values);
  });

  it.each(cases)("of $name become Python's Q8_0, bit for bit", ({ name, stored, q8 }) => {
    const values = decoded(name, stored);
    const bytes = new Uint8Array((values.length / 32) * 34);
    expect(encodeQ8(values, bytes)).toBe(true);
    expect(toHex(bytes)).toBe(q8);
  });
});

describe('encodeQ8', () => {
  it.each([
    ['a NaN', Number.NaN],
    ['an infinity', Number.NEGATIVE_INFINITY],
    ['a number whose scale is no half float', 9e6],
  ])('says so at %s', (_, value) => {
    const values = new Float32Array(64).fill(1);
    values[40] = value;
    expect(encodeQ8(values, new Uint8Array(68))).toBe(false);
  });

  it('takes numbers so small that their inverse is none', () => {
    const bytes = new Uint8Array(34);
    expect(encodeQ8(new Float32Array(32).fill(1e-44), bytes)).toBe(true);
    expect(bytes.subarray(0, 2)).toEqual(new Uint8Array(2));
  });
});

function decoded(name: string, stored: string): Float32Array<ArrayBuffer> {
  const [id = -1, type] = [...tensorTypes].find(([, each]) => each.name === name) ?? [];
  const bytes = fromHex(stored);
  const values = new Float32Array((bytes.length / (type?.blockBytes ?? 1)) * (type?.blockLength ?? 0));
  decoders.get(id)?.(bytes, values);
  return values;
}
