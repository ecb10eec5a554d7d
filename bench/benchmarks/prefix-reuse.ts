import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, summary } from '../harness/statistics.ts';
import type { PrefixReuse } from '../page/prefix-reuse.ts';

const rounds = 3;

/** Measured once for both figures. */
function measured(context: BenchContext): Promise<PrefixReuse> {
  return context.once('prefix-reuse', async () => {
    await ensureModel();
    const { name, sha256 } = await defaultModelFile();
    const page = await context.benchPage();
    return page.evaluate(([count, options]) => globalThis.bench.prefixReuse(count, options), [
      rounds,
      { modelUrl: `models/${name}`, sha256 },
    ] as const);
  });
}

export const prefixReuse: Benchmark = {
  name: 'prefix-reuse',
  title: 'time to the first token of an agent’s second step with 20 tools',
  unit: 'x faster than the peer',
  peer: 'the same engine and prompt with what changes from step to step at its beginning, in turn',
  goal: '>= 8',
  async run(context) {
    const { stableFirst, volatileFirst, threads } = await measured(context);
    const shares = stableFirst.reusedTokens.map(
      (reused, round) => (100 * reused) / (stableFirst.promptTokens[round] ?? Number.NaN),
    );
    return {
      value: median(volatileFirst.firstTokenMs) / median(stableFirst.firstTokenMs),
      facts: {
        'what changes last': summary(stableFirst.firstTokenMs, 'ms'),
        'what changes first': summary(volatileFirst.firstTokenMs, 'ms'),
        'prompt reused': `${summary(shares, '%')}; goal >= 93`,
        run: `${median(stableFirst.promptTokens)} prompt tokens, ${threads} threads`,
      },
    };
  },
};

export const agentSwitch: Benchmark = {
  name: 'agent-switch',
  title: 'the same second step after a step of another agent with 20 other tools',
  unit: 'x of the peer',
  peer: 'the second step right after the first, in turn',
  goal: '<= 1.2',
  async run(context) {
    const { stableFirst, switched } = await measured(context);
    return {
      value: median(switched.firstTokenMs) / median(stableFirst.firstTokenMs),
      facts: {
        'after the other agent': summary(switched.firstTokenMs, 'ms'),
        'right after': summary(stableFirst.firstTokenMs, 'ms'),
        'prompt tokens reused': `${median(switched.reusedTokens)} of ${median(switched.promptTokens)}`,
      },
    };
  },
};
