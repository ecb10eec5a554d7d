import type { KingletError } from '@kinglet/spec';
import { expose, type Remote, wrap } from 'comlink';
import { channelEndpoint, type TabApi, type TabSink, whenFreed } from '../../shared/index.ts';
import { type Link, type LinkListener, PendingCalls } from './link.ts';
import { leaderGoneError } from './tab-errors.ts';

interface TabListener extends LinkListener {
  /** The worker serves this tab from here on. */
  welcomed(): void;
}

/** The way to a worker that another tab started: a channel that the two have to themselves. */
export class TabLink implements Link {
  /** Name of the channel, for who leads. */
  readonly channel = `kinglet-link-${crypto.randomUUID()}`;
  readonly #endpoint = channelEndpoint(new BroadcastChannel(this.channel));
  readonly #api: Remote<TabApi> = wrap<TabApi>(this.#endpoint);
  readonly #calls = new PendingCalls();
  readonly #watching = new AbortController();

  constructor({ events, lost, welcomed }: TabListener) {
    const sink: TabSink = {
      events,
      welcome: (lifeLock) => {
        const freed = () => {
          if (this.#end(leaderGoneError())) lost(leaderGoneError());
        };
        whenFreed(navigator.locks, lifeLock, { signal: this.#watching.signal, freed });
        welcomed();
      },
    };
    expose(sink, this.#endpoint);
  }

  call<T>(verb: (api: Remote<TabApi>) => Promise<T>): Promise<T> {
    return this.#calls.run(() => verb(this.#api));
  }

  close(): void {
    this.#end(leaderGoneError());
  }

  /** True the first time. */
  #end(error: KingletError): boolean {
    if (!this.#calls.end(error)) return false;
    this.#watching.abort();
    this.#endpoint.close();
    return true;
  }
}
