import type { Benchmark } from '../harness/benchmark.ts';
import { median, summary } from '../harness/statistics.ts';
import { logRowTimes } from './log-row-times.ts';

export const logRowDrained: Benchmark = {
  name: 'log-row-drained',
  title: 'one row of the usage log until it is redacted and written, rows of 2 kB, 1000 a run',
  unit: 'x of the peer',
  peer: 'one awaited IndexedDB `put` a row, each in its own transaction, without redaction',
  goal: '<= 0.2',
  async run(context) {
    const { drained, put } = await logRowTimes(context);
    return {
      value: median(drained) / median(put),
      facts: { log: summary(drained, 'µs a row'), put: summary(put, 'µs a row') },
    };
  },
};
