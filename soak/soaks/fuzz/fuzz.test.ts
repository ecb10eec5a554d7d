import { seededRandom } from '@kinglet/engines/testing/stream-parsers';
import { describe, expect, it } from 'vitest';
import { fuzzCallTexts } from './call-texts.ts';
import { fuzzSplitStreams } from './split-streams.ts';

/** A sample of `pnpm soak fuzz`. */
describe('the parsers of what a model writes', () => {
  it('read no mutated call as what it does not say, and throw at none', () => {
    const { faults, valid, refused } = fuzzCallTexts(seededRandom(1), 4_000, () => 0);
    expect(faults.slice(0, 3)).toEqual([]);
    expect(valid).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(1_000);
  });

  it('read a reply the same wherever it is cut', async () => {
    const { faults, byParser } = await fuzzSplitStreams(seededRandom(2), 8_000);
    expect(faults.slice(0, 3)).toEqual([]);
    expect(Object.keys(byParser)).toHaveLength(8);
  });
});
