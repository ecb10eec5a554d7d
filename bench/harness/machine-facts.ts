import { cpus, loadavg, totalmem } from 'node:os';

/** What figures depend on. `load` is the one-minute average before the first run: above a few tenths, others were busy. */
export interface MachineFacts {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly browser: string;
  readonly load: number;
}

export function machineFacts(browser: string): MachineFacts {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    browser,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
