import type { Benchmark } from '../harness/benchmark.ts';
import { median, summary } from '../harness/statistics.ts';

const rounds = 7;

export const transport: Benchmark = {
  name: 'transport',
  title:
    'one token from worker to page through the outbox; 8192 tokens a run, in bursts of 16 as network reads bring them',
  unit: 'x of the peer',
  peer: 'one comlink call for each token, pipelined (not awaited one by one)',
  goal: '<= 0.15',
  async run(context) {
    const page = await context.benchPage();
    const { batched, single } = await page.evaluate((count) => globalThis.bench.transport(count), rounds);
    return {
      value: median(batched) / median(single),
      facts: { batched: summary(batched, 'µs a token'), single: summary(single, 'µs a token') },
    };
  },
};
