import type { Benchmark } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, summary } from '../harness/statistics.ts';

const rounds = 5;
const question = 'Why is the sky blue?';

export const tokensPerSecond: Benchmark = {
  name: 'tokens-per-second',
  title: 'decoding an answer of the real model through worker and agent, timed on the page',
  unit: 'x of the peer',
  peer: 'wllama alone in a worker on the same Q8_0 copy: as many tokens after a prompt as long, same threads and repeat penalty, no grammar',
  goal: '>= 0.98',
  async run(context) {
    await ensureModel();
    const page = await context.benchPage();
    const { name, sha256 } = await defaultModelFile();
    const rates = await page.evaluate(
      ([count, options]) => globalThis.bench.tokensPerSecond(count, options),
      [rounds, { question, modelUrl: `models/${name}`, sha256 }] as const,
    );
    const { agent, bare, tokens, promptTokens, barePromptTokens, threads } = rates;
    return {
      value: median(agent) / median(bare),
      facts: {
        agent: summary(agent, 'tokens/s'),
        bare: summary(bare, 'tokens/s'),
        run: `${tokens} tokens after ${promptTokens} (bare: ${barePromptTokens}), ${threads} threads`,
      },
    };
  },
};
