import { type Clock, KingletError } from '@kinglet/spec';

/** How long a remote call may take, in milliseconds. */
export interface RemoteTimeouts {
  /** Until the answer's headers: a server may hold them back while it reads the prompt. */
  readonly connectMs: number;
  /** Between two pieces of the stream. */
  readonly idleMs: number;
  /** The whole call, waits for a retry included. */
  readonly totalMs: number;
}

export const defaultTimeouts: RemoteTimeouts = { connectMs: 60_000, idleMs: 60_000, totalMs: 600_000 };

type Phase = 'connect' | 'idle' | 'total';

/**
 * Bounds one remote call: its signal aborts with the caller's reason, or with `timeout` whose `details.phase` is
 * `connect`, `idle` or `total`. `close` it in any case.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #timeouts: RemoteTimeouts;
  readonly #stop = new AbortController();
  readonly #caller: AbortSignal;
  readonly #startMs: number;
  #timer = new AbortController();
  #phase: Exclude<Phase, 'total'> | null = null;
  #sinceMs: number;

  constructor(clock: Clock, timeouts: RemoteTimeouts, caller: AbortSignal) {
    this.#clock = clock;
    this.#timeouts = timeouts;
    this.#caller = caller;
    this.#startMs = clock.monotonicMs();
    this.#sinceMs = this.#startMs;
    caller.addEventListener('abort', this.#onCallerAbort, { once: true });
    if (caller.aborted) this.#onCallerAbort();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Starts a phase's time; null while we wait on purpose, when only the total counts. */
  enter(phase: Exclude<Phase, 'total'> | null): void {
    this.#phase = phase;
    this.touch();
    this.#timer.abort();
    this.#timer = new AbortController();
    void this.#watch(this.#timer.signal);
  }

  /** Something came: the phase's time starts again. */
  touch(): void {
    this.#sinceMs = this.#clock.monotonicMs();
  }

  /** Ends all timers; `signal` still aborts what is left of the request. */
  close(): void {
    this.#timer.abort();
    this.#caller.removeEventListener('abort', this.#onCallerAbort);
    this.#stop.abort(new KingletError('interrupted', 'The call to the endpoint is over.'));
  }

  readonly #onCallerAbort = (): void => this.#stop.abort(this.#caller.reason);

  async #watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [phase, leftMs] = this.#next();
      if (leftMs <= 0) return this.#stop.abort(this.#timeout(phase));
      await this.#clock.sleep(leftMs, { signal }).catch(() => undefined);
    }
  }

  #next(): [Phase, number] {
    const nowMs = this.#clock.monotonicMs();
    const totalLeftMs = this.#startMs + this.#timeouts.totalMs - nowMs;
    if (this.#phase === null) return ['total', totalLeftMs];
    const phaseLeftMs = this.#sinceMs + this.#limit(this.#phase) - nowMs;
    return totalLeftMs <= phaseLeftMs ? ['total', totalLeftMs] : [this.#phase, phaseLeftMs];
  }

  #limit(phase: Phase): number {
    const { connectMs, idleMs, totalMs } = this.#timeouts;
    return { connect: connectMs, idle: idleMs, total: totalMs }[phase];
  }

  #timeout(phase: Phase): KingletError {
    const limitMs = this.#limit(phase);
    const seconds = limitMs / 1000;
    const what = {
      connect: `The endpoint did not answer within ${seconds} s`,
      idle: `The endpoint sent nothing for ${seconds} s`,
      total: `The endpoint was not done within ${seconds} s`,
    }[phase];
    return new KingletError('timeout', `${what}. Try again, or choose a quicker model or endpoint.`, {
      details: { phase, limitMs },
    });
  }
}
