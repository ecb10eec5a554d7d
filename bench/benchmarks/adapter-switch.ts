import type { Benchmark } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, summary } from '../harness/statistics.ts';

const rounds = 30;
const adapterUrls = ['adapters/builtin-135m.gguf', 'adapters/tools-135m.gguf'] as const;

export const adapterSwitch: Benchmark = {
  name: 'adapter-switch',
  title: 'changing the specialist between two steps, beyond the prefill that it costs',
  unit: 'ms',
  peer: 'the same prefill with the specialist of the step before, in turn',
  goal: '<= 20',
  async run(context) {
    await ensureModel();
    const { name, sha256 } = await defaultModelFile();
    const page = await context.benchPage();
    const times = await page.evaluate(([count, options]) => globalThis.bench.adapterSwitch(count, options), [
      rounds,
      { modelUrl: `models/${name}`, sha256, adapterUrls },
    ] as const);
    const { sameMs, switchedMs, promptTokens, threads } = times;
    return {
      value: median(switchedMs) - median(sameMs),
      facts: {
        switched: summary(switchedMs, 'ms'),
        same: summary(sameMs, 'ms'),
        run: `${promptTokens} tokens and the first of the reply, ${threads} threads`,
      },
    };
  },
};
