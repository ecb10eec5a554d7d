import type { BenchContext } from '../harness/benchmark.ts';
import type { LogRowTimes } from '../page/log-row.worker.ts';

const rounds = 7;

/** One measurement for both figures of the log. */
export function logRowTimes(context: BenchContext): Promise<LogRowTimes> {
  return context.once('log row', async () => {
    const page = await context.benchPage();
    return page.evaluate((count) => globalThis.bench.logRow(count), rounds);
  });
}
