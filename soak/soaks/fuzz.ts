import { seededRandom } from '@kinglet/engines/testing/stream-parsers';
import type { Soak } from '../soak.ts';
import { fuzzCallTexts } from './fuzz/call-texts.ts';
import { fuzzSplitStreams } from './fuzz/split-streams.ts';

const seed = 20_261_125;
const callTexts = 200_000;
const splitStreams = 1_000_000;
const shownFaults = 5;

export const fuzz: Soak = {
  name: 'fuzz',
  title: `${callTexts} mutated call texts and ${splitStreams} replies cut at random places, seed ${seed}: the parsers of the app`,
  async run() {
    const now = () => performance.now();
    const startMs = now();
    const calls = fuzzCallTexts(seededRandom(seed), callTexts, now);
    const callsEndMs = now();
    const streams = await fuzzSplitStreams(seededRandom(seed + 1), splitStreams);
    const endMs = now();
    const faults = [...calls.faults, ...streams.faults];
    return {
      held: faults.length === 0,
      figures: {
        'call texts': `${calls.count}: ${calls.valid} let through, ${calls.refused} refused with a reason, ${calls.other} no call; ${calls.faults.length} faults; ${seconds(startMs, callsEndMs)} s, the slowest ${calls.slowestMs.toFixed(1)} ms`,
        'split streams': `${streams.count}; ${streams.faults.length} faults; ${seconds(callsEndMs, endMs)} s`,
        ...Object.fromEntries(Object.entries(streams.byParser).map(([name, count]) => [name, String(count)])),
        ...Object.fromEntries(
          faults.slice(0, shownFaults).map((fault, index) => [`fault ${index + 1}`, fault]),
        ),
      },
    };
  },
};

function seconds(startMs: number, endMs: number): string {
  return ((endMs - startMs) / 1_000).toFixed(0);
}
