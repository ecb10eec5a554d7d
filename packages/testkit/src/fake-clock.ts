import type { Clock } from '@kinglet/spec';

/** A Clock that stands still until a test moves it. Ids count up: `id-1`, `id-2`. */
export interface FakeClock extends Clock {
  /** Moves time on and wakes what is due, in order of its time, letting each waker run before the next. */
  advance(durationMs: number): Promise<void>;
  /** How many `sleep`s wait now: lets a test wait until the code under test has come that far. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Makes a clock at `startMs` (epoch milliseconds, default 2026-01-01); its monotonic time starts at 0. */
export function fakeClock({ startMs = Date.UTC(2026, 0, 1) }: { startMs?: number } = {}): FakeClock {
  let elapsedMs = 0;
  let ids = 0;
  const sleepers = new Set<Sleeper>();

  function nextDue(untilMs: number): Sleeper | undefined {
    return [...sleepers].sort((a, b) => a.dueMs - b.dueMs).find((sleeper) => sleeper.dueMs <= untilMs);
  }

  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    id: () => `id-${++ids}`,
    get sleepers() {
      return sleepers.size;
    },
    sleep(durationMs, { signal }) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        if (durationMs <= 0) return resolve();
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const sleeper: Sleeper = {
          dueMs: elapsedMs + durationMs,
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
      });
    },
    async advance(durationMs) {
      const untilMs = elapsedMs + durationMs;
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        elapsedMs = Math.max(elapsedMs, due.dueMs);
        due.wake();
        await settled();
      }
      elapsedMs = untilMs;
      await settled();
    },
  };
}

/** Lets all pending promise callbacks run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
