import { KingletError, toKingletError } from '@kinglet/spec';
import { proxy, type Remote, wrap } from 'comlink';
import type { BootOptions, ClientEvent, WorkerApi } from '../shared/index.ts';
import { createPageModelHost } from './page-model-host.ts';

/** What the owner of a link hears of it. */
export interface LinkListener {
  events(events: readonly ClientEvent[]): void;
  /** Once: the worker is dead, and every call that waited was rejected with this error. */
  lost(error: KingletError): void;
  /** Something in the worker threw where nobody caught it; the worker lives on. */
  uncaught(error: KingletError): void;
}

/**
 * One worker and the calls that wait for it. A call never hangs on a dead worker: death is learned from the Web Lock
 * that the worker holds while it lives, and rejects all that wait with `engine-lost`.
 */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #api: Remote<WorkerApi>;
  readonly #listener: LinkListener;
  readonly #page = createPageModelHost();
  readonly #lockRequest = new AbortController();
  readonly #waiting = new Set<(error: unknown) => void>();
  #state: 'starting' | 'alive' | 'dead' = 'starting';

  constructor(worker: Worker, listener: LinkListener) {
    this.#worker = worker;
    this.#listener = listener;
    this.#api = wrap<WorkerApi>(worker);
    worker.addEventListener('error', (event) => this.#onError(event));
  }

  async boot(options: Omit<BootOptions, 'lifeLock'>): Promise<void> {
    const lifeLock = `kinglet-life-${crypto.randomUUID()}`;
    const sink = proxy((events: readonly ClientEvent[]) => this.#listener.events(events));
    await this.call((api) => api.boot({ ...options, lifeLock }, sink, proxy(this.#page)));
    this.#state = 'alive';
    this.#watch(lifeLock);
  }

  /** Calls the worker; rejects with KingletError, `engine-lost` where the worker is or gets lost. */
  call<T>(verb: (api: Remote<WorkerApi>) => Promise<T>): Promise<T> {
    if (this.#state === 'dead') return Promise.reject(lostError());
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      verb(this.#api)
        .then(resolve, (error: unknown) => reject(toKingletError(error, 'engine-failed')))
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /** Ends the worker; what waits is rejected. */
  close(): void {
    this.#end(lostError());
  }

  /** Being granted the lock means that the worker no longer holds it. */
  #watch(lifeLock: string): void {
    const { signal } = this.#lockRequest;
    navigator.locks
      ?.request(lifeLock, { signal }, () => {
        if (this.#end(lostError())) this.#listener.lost(lostError());
      })
      .catch(() => {});
  }

  #onError(event: ErrorEvent): void {
    const message = event.message || 'its script could not be loaded';
    if (this.#state === 'starting') {
      this.#end(
        new KingletError('engine-failed', `The agent's worker did not start: ${message}. Reload the page.`),
      );
    } else if (this.#state === 'alive') {
      this.#listener.uncaught(
        new KingletError('engine-failed', `Something went wrong in the agent's worker: ${message}.`),
      );
    }
  }

  /** True the first time. */
  #end(error: KingletError): boolean {
    if (this.#state === 'dead') return false;
    this.#state = 'dead';
    this.#lockRequest.abort();
    void this.#page.close();
    this.#worker.terminate();
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
    return true;
  }
}

function lostError(): KingletError {
  return new KingletError(
    'engine-lost',
    "The agent's worker stopped, probably for want of memory. Nothing stored is lost: start it again.",
  );
}
