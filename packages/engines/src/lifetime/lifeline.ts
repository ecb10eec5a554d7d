import { type Clock, KingletError } from '@kinglet/spec';
import { StallWatch } from './stall-watch.ts';

export interface LifelineOptions {
  readonly clock: Clock;
  /** Running time without a sign of life after which the worker counts as lost. */
  readonly stallMs: number;
  /** Ends the worker; called once, when it is lost. */
  end(): void;
}

/**
 * The life of the worker that an engine runs in. When it breaks, hangs or is ended, all that waits for it rejects with
 * `engine-lost`, and it stays lost.
 */
export class Lifeline {
  readonly #watch: StallWatch;
  readonly #stallMs: number;
  readonly #end: () => void;
  readonly #lost: Promise<never>;
  #rejectLost: (loss: KingletError) => void = () => {};
  #loss: KingletError | null = null;

  constructor({ clock, stallMs, end }: LifelineOptions) {
    this.#watch = new StallWatch(clock);
    this.#stallMs = stallMs;
    this.#end = end;
    this.#lost = new Promise((_, reject) => {
      this.#rejectLost = reject;
    });
    this.#lost.catch(() => {});
  }

  /** Why it is lost; null while it lives. */
  get loss(): KingletError | null {
    return this.#loss;
  }

  /** A sign of life. */
  beat(): void {
    this.#watch.beat();
  }

  /** The promise's outcome, or the loss where that comes first. A silence meanwhile is a loss. */
  async watched<Result>(work: Promise<Result>): Promise<Result> {
    const ended = new AbortController();
    const silence = `${Math.round(this.#stallMs / 1000)} seconds`;
    void this.#watch.run(this.#stallMs, {
      signal: ended.signal,
      stalled: () => this.lose(`The engine gave no sign of life for ${silence}.`),
    });
    try {
      return await Promise.race([work, this.#lost]);
    } finally {
      ended.abort();
    }
  }

  /** Counts it as lost, for the first reason that is given, and says for which. */
  lose(what: string, cause?: unknown): KingletError {
    if (this.#loss !== null) return this.#loss;
    this.#loss = new KingletError('engine-lost', `${what} Load the model again.`, { cause });
    this.#rejectLost(this.#loss);
    this.#end();
    return this.#loss;
  }
}
