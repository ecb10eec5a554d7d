import type { Clock } from '@kinglet/spec';

/** The browser's own time, timers and ids, for tests of what really takes time. */
export const realClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  id: () => crypto.randomUUID(),
  sleep: (durationMs, { signal }) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, durationMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};
