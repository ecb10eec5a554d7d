import type { Benchmark } from '../harness/benchmark.ts';
import { logRowDrained } from './log-row-drained.ts';
import { logRowHot } from './log-row-hot.ts';
import { transport } from './transport.ts';

/** In the order in which they run. */
export const benchmarks: readonly Benchmark[] = [logRowHot, logRowDrained, transport];
