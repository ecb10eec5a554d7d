import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@kinglet/spec';

/** The real clock, timers and ids. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  id: () => crypto.randomUUID(),
  async sleep(durationMs, { signal }) {
    try {
      await setTimeout(durationMs, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  },
};
