import { type Clock, KingletError } from '@kinglet/spec';

/** The wall clock of a run. Runs from the start; stands still while the user decides. `stop` it at the end. */
export class Deadline {
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  #remainingMs: number;
  #startedMs = 0;
  #timer: AbortController | null = null;

  constructor(clock: Clock, durationMs: number) {
    this.#clock = clock;
    this.#remainingMs = durationMs;
    this.resume();
  }

  /** Aborts with a `timeout` error when time is up. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  pause(): void {
    if (this.#timer === null) return;
    this.#remainingMs -= this.#clock.monotonicMs() - this.#startedMs;
    this.stop();
  }

  resume(): void {
    const timer = new AbortController();
    this.#timer = timer;
    this.#startedMs = this.#clock.monotonicMs();
    this.#clock.sleep(Math.max(0, this.#remainingMs), { signal: timer.signal }).then(
      () => this.#ended.abort(new KingletError('timeout', 'The time for this answer is used up.')),
      () => undefined,
    );
  }

  stop(): void {
    this.#timer?.abort();
    this.#timer = null;
  }
}
