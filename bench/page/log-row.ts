import { wrap } from 'comlink';
import type { LogRowTimes } from './log-row.worker.ts';

/** Runs the log's measurement in a worker, where the log lives. */
export async function logRow(rounds: number): Promise<LogRowTimes> {
  const worker = new Worker(new URL('./log-row.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await wrap<(rounds: number) => LogRowTimes>(worker)(rounds);
  } finally {
    worker.terminate();
  }
}
