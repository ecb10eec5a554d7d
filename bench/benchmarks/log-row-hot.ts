import type { Benchmark } from '../harness/benchmark.ts';
import { median, summary } from '../harness/statistics.ts';
import { logRowTimes } from './log-row-times.ts';

export const logRowHot: Benchmark = {
  name: 'log-row-hot',
  title: 'what one row of the usage log costs the agent: time in `append`, rows of 2 kB, 1000 a run',
  unit: 'x of the peer',
  peer: 'one awaited IndexedDB `put` a row, each in its own transaction',
  goal: '<= 0.03',
  async run(context) {
    const { hot, put } = await logRowTimes(context);
    return {
      value: median(hot) / median(put),
      facts: { append: summary(hot, 'µs a row'), put: summary(put, 'µs a row') },
    };
  },
};
