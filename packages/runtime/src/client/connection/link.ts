import { KingletError, toKingletError } from '@kinglet/spec';
import type { Remote } from 'comlink';
import type { ClientEvent, TabApi } from '../../shared/index.ts';

/** A way to a worker, in this page or another tab. */
export interface Link {
  /** Calls the worker; rejects with KingletError, `engine-lost` where the worker is or gets lost. */
  call<T>(verb: (api: Remote<TabApi>) => Promise<T>): Promise<T>;
  /** Ends it; what waits is rejected. */
  close(): void;
}

/** What the owner of a link hears of it. */
export interface LinkListener {
  events(events: readonly ClientEvent[]): void;
  /** Once: the worker is dead, and every call that waited was rejected with this error. */
  lost(error: KingletError): void;
}

/** The calls that wait for a worker. They never hang on a dead one: when it ends, all are rejected. */
export class PendingCalls {
  readonly #waiting = new Set<(error: unknown) => void>();
  #end: KingletError | null = null;

  get ended(): boolean {
    return this.#end !== null;
  }

  run<T>(call: () => Promise<T>): Promise<T> {
    if (this.#end) return Promise.reject(this.#end);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      call()
        .then(resolve, (error: unknown) => reject(toKingletError(error, 'engine-failed')))
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /** Rejects what waits, and whatever comes. True the first time. */
  end(error: KingletError): boolean {
    if (this.#end) return false;
    this.#end = error;
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
    return true;
  }
}

export function lostError(): KingletError {
  return new KingletError(
    'engine-lost',
    "The agent's worker stopped, probably for want of memory. Nothing stored is lost: start it again.",
  );
}
