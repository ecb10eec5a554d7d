import type { BenchContext, Benchmark, Figure } from '../harness/benchmark.ts';
import { defaultModelFile } from '../harness/default-model-file.ts';
import { ensureModel } from '../harness/ensure-model.ts';
import { median, summary } from '../harness/statistics.ts';

const rounds = 5;
const question = 'Why is the sky blue?';
const peer =
  'wllama alone in a worker on the same Q8_0 copy: as many tokens after a prompt as long, same threads and repeat penalty, no grammar';

export const tokensPerSecond: Benchmark = {
  name: 'tokens-per-second',
  title: 'decoding an answer of the real model through worker and agent, timed on the page',
  unit: 'x of the peer',
  peer,
  goal: '>= 0.98',
  run: (context) => measure(context, { blocked: false }),
};

export const tokensPerSecondBlocked: Benchmark = {
  name: 'tokens-per-second-blocked',
  title: 'the same in a page that is busy half of the time, 50 ms at a time',
  unit: 'x of the peer',
  peer: `${peer}; its worker counts, in a page as busy`,
  goal: '>= 0.98',
  run: (context) => measure(context, { blocked: true }),
};

async function measure(context: BenchContext, { blocked }: { blocked: boolean }): Promise<Figure> {
  await ensureModel();
  const page = await context.benchPage();
  const { name, sha256 } = await defaultModelFile();
  const rates = await page.evaluate(([count, options]) => globalThis.bench.tokensPerSecond(count, options), [
    rounds,
    { question, modelUrl: `models/${name}`, sha256, blocked },
  ] as const);
  const { agent, bare, tokens, promptTokens, barePromptTokens, threads } = rates;
  return {
    value: median(agent) / median(bare),
    facts: {
      agent: summary(agent, 'tokens/s'),
      bare: summary(bare, 'tokens/s'),
      run: `${tokens} tokens after ${promptTokens} (bare: ${barePromptTokens}), ${threads} threads`,
    },
  };
}
