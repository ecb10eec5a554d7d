import type { Benchmark } from '../harness/benchmark.ts';
import { median, summary } from '../harness/statistics.ts';
import { aiSdkRun } from '../loop/ai-sdk-run.ts';
import { kingletRun } from '../loop/kinglet-run.ts';
import { stepsOfRun } from '../loop/scripted-steps.ts';

const rounds = 81;
const warmUps = 40;

export const loopOverhead: Benchmark = {
  name: 'loop-overhead',
  title: `a step of the loop with a tool that does nothing and a scripted engine, in Node; ${stepsOfRun} calls a run; goal of ours alone: <= 0.5 ms`,
  unit: 'x of the peer',
  peer: "the AI SDK's ToolLoopAgent (ai 6.0.325), streaming, with its own mock model",
  goal: '<= 0.25',
  async run() {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = -warmUps; round < rounds; round += 1) {
      const times = [await msPerStep(kingletRun), await msPerStep(aiSdkRun)] as const;
      if (round < 0) continue;
      ours.push(times[0]);
      theirs.push(times[1]);
    }
    return {
      value: median(ours) / median(theirs),
      facts: { kinglet: summary(ours, 'ms a step'), peer: summary(theirs, 'ms a step') },
    };
  },
};

async function msPerStep(run: () => Promise<number>): Promise<number> {
  const startMs = performance.now();
  const ran = await run();
  const durationMs = performance.now() - startMs;
  if (ran !== stepsOfRun) throw new Error(`${ran} tools ran, not ${stepsOfRun}`);
  return durationMs / (stepsOfRun + 1);
}
