import type { Clock } from '@kinglet/spec';

const ticks = 6;

export interface HeartbeatOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  /** Running time without a sign of life after which the worker counts as hung, in milliseconds. */
  readonly hangMs: number;
  /** Asks the worker for a word; never answered by one that hangs. */
  ping(): Promise<unknown>;
  /** It gave none: called once, and the watch is over. */
  hung(): void;
}

/**
 * Tells a worker that hangs from one that works: while it owes something it is asked for a word now and then. The time is
 * counted in ticks, so that a page that slept or was held up loses one and not all. Nothing runs while nothing is owed.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #watching: AbortController | null = null;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Whether the worker owes something from now on. */
  watch(owed: boolean): void {
    if (owed && !this.#watching) {
      this.#watching = new AbortController();
      void this.#run(this.#watching.signal);
    } else if (!owed) {
      this.stop();
    }
  }

  stop(): void {
    this.#watching?.abort();
    this.#watching = null;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, hangMs, ping, hung } = this.#options;
    let isAsked = false;
    const answered = () => {
      isAsked = false;
    };
    for (let silent = 0; silent < ticks; ) {
      silent = isAsked ? silent + 1 : 0;
      if (!isAsked) {
        isAsked = true;
        // A refusal is a word too.
        ping().then(answered, answered);
      }
      try {
        await clock.sleep(hangMs / ticks, { signal });
      } catch {
        return;
      }
    }
    this.stop();
    hung();
  }
}
