import { KingletError } from '@kinglet/spec';
import { proxy, type Remote, wrap } from 'comlink';
import {
  type BootOptions,
  type ClientEvent,
  type TabAddress,
  type WorkerApi,
  whenFreed,
} from '../../shared/index.ts';
import { type Link, type LinkListener, lostError, PendingCalls } from './link.ts';
import { createPageModelHost } from './page-model-host.ts';

interface WorkerListener extends LinkListener {
  /** Something in the worker threw where nobody caught it; the worker lives on. */
  uncaught(error: KingletError): void;
}

/** A worker of this page. Its death is learned from the Web Lock that it holds while it lives. */
export class WorkerLink implements Link {
  readonly #worker: Worker;
  readonly #api: Remote<WorkerApi>;
  readonly #listener: WorkerListener;
  readonly #page = createPageModelHost();
  readonly #watching = new AbortController();
  readonly #calls = new PendingCalls();
  #isBooted = false;

  constructor(worker: Worker, listener: WorkerListener) {
    this.#worker = worker;
    this.#listener = listener;
    this.#api = wrap<WorkerApi>(worker);
    worker.addEventListener('error', (event) => this.#onError(event));
  }

  async boot(options: Omit<BootOptions, 'lifeLock'>): Promise<void> {
    const lifeLock = `kinglet-life-${crypto.randomUUID()}`;
    const sink = proxy((events: readonly ClientEvent[]) => this.#listener.events(events));
    await this.call((api) => api.boot({ ...options, lifeLock }, sink, proxy(this.#page)));
    this.#isBooted = true;
    const freed = () => {
      if (this.#end(lostError())) this.#listener.lost(lostError());
    };
    whenFreed(navigator.locks, lifeLock, { signal: this.#watching.signal, freed });
  }

  call<T>(verb: (api: Remote<WorkerApi>) => Promise<T>): Promise<T> {
    return this.#calls.run(() => verb(this.#api));
  }

  attach(address: TabAddress): Promise<void> {
    return this.call((api) => api.attach(address));
  }

  /** Ends the worker. */
  close(): void {
    this.#end(lostError());
  }

  #onError(event: ErrorEvent): void {
    const message = event.message || 'its script could not be loaded';
    if (this.#calls.ended) return;
    if (this.#isBooted) {
      this.#listener.uncaught(
        new KingletError('engine-failed', `Something went wrong in the agent's worker: ${message}.`),
      );
    } else {
      this.#end(
        new KingletError('engine-failed', `The agent's worker did not start: ${message}. Reload the page.`),
      );
    }
  }

  /** True the first time. */
  #end(error: KingletError): boolean {
    if (!this.#calls.end(error)) return false;
    this.#watching.abort();
    void this.#page.close();
    this.#worker.terminate();
    return true;
  }
}
