import { KingletError } from '@kinglet/spec';
import { expect, it } from 'vitest';
import { readAdapter } from './read-adapter.ts';
import { fromHex, memorySource, pythonFixtures } from './testing/fixture-bytes.ts';

const adapter = fromHex(pythonFixtures.adapter);
/** Where header and tensors meet: most flips shall hit what has a structure. */
const headerBytes = 1024;

/** Random numbers from 0 to 1 by mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function damagedCopy(random: () => number): Uint8Array {
  const bytes = adapter.slice(0, random() < 0.2 ? Math.floor(random() * adapter.length) : adapter.length);
  const flips = 1 + Math.floor(random() * 4);
  for (let flip = 0; flip < flips; flip += 1) {
    const range = random() < 0.9 ? Math.min(headerBytes, bytes.length) : bytes.length;
    const at = Math.floor(random() * range);
    const kind = random();
    if (kind < 0.5) bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    else bytes.fill(kind < 0.75 ? 0xff : Math.floor(random() * 256), at, at + 1 + Math.floor(random() * 8));
  }
  return bytes;
}

it('reads or refuses a damaged adapter, never anything else', async () => {
  const random = seeded(4);
  const outcomes = { read: 0, refused: 0 };
  for (let round = 0; round < 3000; round += 1) {
    const source = memorySource(damagedCopy(random));
    try {
      const { rank, tensors } = await readAdapter(source);
      expect(tensors.every(({ a, b }) => a.shape[1] === rank && b.shape[0] === rank)).toBe(true);
      outcomes.read += 1;
    } catch (error) {
      if (!(error instanceof KingletError) || error.code !== 'invalid-input') throw error;
      outcomes.refused += 1;
    }
    expect(source.longestRead()).toBeLessThanOrEqual(adapter.length);
  }
  expect(outcomes.read).toBeGreaterThan(100);
  expect(outcomes.refused).toBeGreaterThan(1000);
}, 20_000);
