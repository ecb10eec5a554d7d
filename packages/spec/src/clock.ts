/** Time and ids, passed in so that tests decide them. */
export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Monotonic milliseconds, for durations. */
  monotonicMs(): number;
  /** Resolves after `durationMs`; rejects with `signal.reason` when cancelled. */
  sleep(durationMs: number, options: { signal: AbortSignal }): Promise<void>;
  /** A new unique id. */
  id(): string;
}
