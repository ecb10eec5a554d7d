import { type KingletError, toKingletError } from '@kinglet/spec';
import type { Remote } from 'comlink';
import type { BootOptions, ClientEvent, TabApi } from '../../shared/index.ts';
import { Heartbeat } from './heartbeat.ts';
import { holdLock } from './life-lock.ts';
import type { Link } from './link.ts';
import { sleep } from './sleep.ts';
import { Slot } from './slot.ts';
import { hungError, otherVersionError, otherVersionNotice, silentError } from './tab-errors.ts';
import { TabGroup } from './tab-group.ts';
import { TabLink } from './tab-link.ts';
import { WorkerLink } from './worker-link.ts';

/** Which tabs share a worker: those of one origin with the same name. */
export interface TabSharing {
  readonly name: string;
  /** Of the worker's script: tabs of two versions do not understand each other, and say so. */
  readonly version: string;
  /** How long a tab waits for a word of the one that leads, in milliseconds. Default 10,000. */
  readonly patienceMs?: number;
}

export interface ConnectionOptions {
  createWorker(): Worker;
  /** Asked at each start of a worker. */
  bootOptions(): Omit<BootOptions, 'lifeLock'>;
  /** Null: a worker of this page's own. */
  readonly sharing: TabSharing | null;
  /** How long a worker that owes something may give no word, in milliseconds. */
  readonly hangMs: number;
}

/** What the owner of a connection hears of it. */
export interface ConnectionListener {
  /** `isOwn`: of a worker that this page started. */
  events(events: readonly ClientEvent[], options: { isOwn: boolean }): void;
  /** A worker told how all stands. What is called here goes before all that waits for a worker. Never rejects. */
  started(link: Link): Promise<void>;
  /** The worker is gone, and another tab or this one starts the next: what ran was interrupted. */
  handover(): void;
  /** There is no worker, until `restart`, or until another tab starts one. */
  down(phase: 'lost' | 'failed', error: KingletError): void;
  notice(error: KingletError): void;
}

/**
 * A page's way to the worker, whichever tab runs it. One tab leads and owns the worker; the others are linked to that
 * worker directly. When the leader dies, another tab leads. Where tabs cannot agree, each has a worker of its own.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  readonly #slot = new Slot<Link>();
  readonly #page = new AbortController();
  #link: Link | null = null;
  #group: TabGroup | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** Of the present link, once it is up. */
  #heartbeat: Heartbeat | null = null;
  #calls = 0;
  #isOwed = false;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
    const { sharing } = options;
    if (sharing && 'locks' in navigator && 'BroadcastChannel' in globalThis) void this.#share(sharing);
    else void this.#lead();
  }

  /** Waits for a worker where one is on its way; rejects with KingletError. */
  async call<T>(verb: (api: Remote<TabApi>) => Promise<T>): Promise<T> {
    const link = await this.#slot.promise;
    this.#calls += 1;
    this.#watchHeart();
    try {
      return await link.call(verb);
    } finally {
      this.#calls -= 1;
      this.#watchHeart();
    }
  }

  /** Whether the worker has something under way, beside calls, of which the page waits to hear. */
  owes(isOwed: boolean): void {
    this.#isOwed = isOwed;
    this.#watchHeart();
  }

  /** Starts a new worker here, whoever led. Resolves when it is up; rejects where it is not to be. */
  async restart(): Promise<void> {
    this.#handOver();
    if (this.#group && !this.#group.leads) this.#group.join({ byForce: true });
    else void this.#lead();
    await this.#slot.promise;
  }

  /** Somebody looks at the page, or not any more. A leader that does not hear of it in time is as good as lost. */
  async setVisible(visible: boolean): Promise<void> {
    if (!this.#link) return;
    const told = this.#link.call((api) => api.setVisible(visible)).catch(() => {});
    if (!(this.#link instanceof TabLink) || !visible) return;
    this.#wait();
    await told;
    clearTimeout(this.#patience);
  }

  /** Ends this page's part: the worker, where it is its own. */
  close(): void {
    this.#page.abort();
    this.#drop();
    this.#group?.close();
  }

  async #share({ name, version }: TabSharing): Promise<void> {
    const lifeLock = `kinglet-tab-${crypto.randomUUID()}`;
    try {
      await holdLock(lifeLock, this.#page.signal);
    } catch {
      return this.#lead(); // Such as in a frame without an origin.
    }
    if (this.#page.signal.aborted) return;
    const channel = new BroadcastChannel(`kinglet-tabs-${name}`);
    this.#group = new TabGroup(
      { name, version, lifeLock, locks: navigator.locks, channel },
      {
        lead: () => void this.#lead(),
        unseated: () => this.#follow(),
        leaderUp: () => this.#follow(),
        asked: (address) => {
          if (this.#link instanceof WorkerLink) this.#link.attach(address).catch(() => {});
        },
        otherVersion: (whose) => this.#differ(whose),
        denied: () => {
          this.#group?.close();
          this.#group = null;
          void this.#lead();
        },
      },
    );
    this.#watchFreeze();
    this.#group.join();
    this.#follow();
  }

  async #lead(): Promise<void> {
    this.#handOver();
    let link: WorkerLink | null = null;
    try {
      link = new WorkerLink(this.#options.createWorker(), {
        events: (events) => this.#listener.events(events, { isOwn: true }),
        lost: (error) => this.#down('lost', error),
        uncaught: (error) => this.#listener.notice(error),
      });
      this.#link = link;
      await link.boot(this.#options.bootOptions());
      await this.#admit(link);
      this.#group?.announce();
    } catch (thrown) {
      // Where it was closed on purpose, something else is under way.
      if (this.#link === link) this.#down('failed', toKingletError(thrown, 'engine-failed'));
    }
  }

  /** Asks whoever leads for a link; no answer comes while nobody does. */
  #follow(): void {
    this.#handOver();
    const link: TabLink = new TabLink({
      events: (events) => {
        this.#listener.events(events, { isOwn: false });
        if (events.some(({ type }) => type === 'started')) void this.#admit(link);
      },
      welcomed: () => clearTimeout(this.#patience),
      lost: () => this.#follow(),
    });
    this.#link = link;
    this.#group?.join();
    this.#group?.ask(link.channel);
    this.#wait();
  }

  /** Lets those through who wait, unless the link was given up meanwhile. */
  async #admit(link: Link): Promise<void> {
    await this.#listener.started(link);
    if (this.#link !== link) return;
    this.#slot.set(link);
    const { hangMs } = this.#options;
    this.#heartbeat = new Heartbeat({
      clock: { sleep },
      hangMs,
      ping: () => link.call((api) => api.ping()),
      // The worker of another tab is that tab's to end, or this one's by a restart.
      hung: () => this.#down('lost', link instanceof TabLink ? silentError() : hungError(hangMs)),
    });
    this.#watchHeart();
  }

  #watchHeart(): void {
    this.#heartbeat?.watch(this.#isOwed || this.#calls > 0);
  }

  /** From here on every caller waits for the next worker. */
  #handOver(): void {
    this.#drop();
    this.#slot.clear();
    this.#listener.handover();
  }

  /** Shows and tells every caller that there is no worker; another tab may start one. */
  #down(phase: 'lost' | 'failed', error: KingletError): void {
    this.#drop();
    this.#slot.fail(error);
    if (this.#group?.leads) this.#group.leave();
    this.#listener.down(phase, error);
  }

  #differ(whose: 'leader' | 'others'): void {
    if (whose === 'others') this.#listener.notice(otherVersionNotice());
    else this.#down('failed', otherVersionError());
  }

  /** Without a word from the leader in time, the user may take over. */
  #wait(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      if (!this.#group?.leads) this.#down('lost', silentError());
    }, this.#options.sharing?.patienceMs ?? 10_000);
  }

  /** Ends the link that there is. */
  #drop(): void {
    clearTimeout(this.#patience);
    this.#heartbeat?.stop();
    this.#heartbeat = null;
    const link = this.#link;
    this.#link = null;
    link?.close();
  }

  /** A frozen tab runs nothing, so it hands the lead to a tab that can. */
  #watchFreeze(): void {
    const { signal } = this.#page;
    document.addEventListener(
      'freeze',
      () => {
        if (!this.#group?.leads || !this.#group.hasOthers) return;
        this.#handOver();
        this.#group.leave();
      },
      { signal },
    );
    document.addEventListener('resume', () => !this.#link && this.#follow(), { signal });
  }
}
