import { availableParallelism, loadavg } from 'node:os';

const mostThreads = 2;

/**
 * Threads for llama.cpp, from 1 to 2: as many as cores are free. Its threads wait for each other by spinning, so that two
 * on a busy machine are many times slower than one.
 */
export function idleThreads(cores = availableParallelism(), load = loadavg()[0] ?? 0): number {
  return Math.max(1, Math.min(mostThreads, Math.round(cores - load)));
}
