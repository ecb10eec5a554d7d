import type { TabAddress } from '../../shared/index.ts';
import { deferred } from '../../shared/index.ts';
import { parseTabMessage, type TabMessage } from './tab-message.ts';

/** What a tab hears of the others. */
export interface TabGroupListener {
  /** This tab leads: it starts the worker and then calls `announce`. */
  lead(): void;
  /** Another tab took the lead by force: this one's worker ends. */
  unseated(): void;
  /** Another tab leads and its worker is up: time to `ask`. */
  leaderUp(): void;
  /** Another tab wants to be served by this one's worker. */
  asked(address: TabAddress): void;
  /** The tab that leads runs another version of Kinglet, or this one leads and `others` do. */
  otherVersion(whose: 'leader' | 'others'): void;
  /** Tabs cannot agree here: locks are denied. */
  denied(): void;
}

/** The part of `navigator.locks` that a group uses. */
interface Locks {
  request(name: string, options: LockOptions, hold: () => Promise<void> | undefined): Promise<unknown>;
}

interface TabGroupOptions {
  /** Tabs with the same name are one group. */
  readonly name: string;
  /** Only tabs of one version share a worker. */
  readonly version: string;
  /** A lock that this tab holds while it lives. */
  readonly lifeLock: string;
  readonly locks: Locks;
  readonly channel: BroadcastChannel;
}

/** One wish to lead, from the queue to its end. */
interface Claim {
  readonly queue: AbortController;
  readonly release: () => void;
  isHeld: boolean;
}

/**
 * The tabs of an origin, as one of them sees them. Whoever holds one Web Lock leads; the others wait for it in the
 * browser's queue, so that the death of a leader, whatever killed it, makes the next one lead.
 */
export class TabGroup {
  readonly #options: TabGroupOptions;
  readonly #listener: TabGroupListener;
  #claim: Claim | null = null;
  #isUp = false;
  #hasOthers = false;
  /** Channel of the link that was asked for. */
  #asked: string | null = null;

  constructor(options: TabGroupOptions, listener: TabGroupListener) {
    this.#options = options;
    this.#listener = listener;
    options.channel.addEventListener('message', this.#onMessage);
  }

  get leads(): boolean {
    return this.#claim?.isHeld ?? false;
  }

  /** True once another tab was heard of. */
  get hasOthers(): boolean {
    return this.#hasOthers;
  }

  /** Queues for the lead, unless it waits or leads already. `byForce` takes it from whoever has it. */
  join({ byForce = false }: { byForce?: boolean } = {}): void {
    if (this.#claim?.isHeld || (this.#claim && !byForce)) return;
    this.leave();
    const { name, locks } = this.#options;
    const { promise, resolve } = deferred<void>();
    const claim: Claim = { queue: new AbortController(), release: resolve, isHeld: false };
    this.#claim = claim;
    const options = byForce ? { steal: true } : { signal: claim.queue.signal };
    locks
      .request(`kinglet-lead-${name}`, options, () => {
        if (this.#claim !== claim) return;
        claim.isHeld = true;
        this.#listener.lead();
        return promise;
      })
      .catch(() => this.#refused(claim));
  }

  /** Gives up the lead, or its place in the queue. */
  leave(): void {
    const claim = this.#claim;
    this.#claim = null;
    this.#isUp = false;
    claim?.queue.abort();
    claim?.release();
  }

  /** The worker of this tab, which leads, is up: the others may come. */
  announce(): void {
    this.#isUp = true;
    this.#say({ kind: 'lead' });
  }

  /** Asks whoever leads to serve this tab on a channel. */
  ask(channel: string): void {
    const { version, lifeLock } = this.#options;
    this.#asked = channel;
    this.#say({ kind: 'hello', version, lifeLock, channel });
  }

  close(): void {
    this.leave();
    this.#options.channel.removeEventListener('message', this.#onMessage);
    this.#options.channel.close();
  }

  readonly #onMessage = ({ data }: MessageEvent<unknown>): void => {
    const message = parseTabMessage(data);
    if (!message) return;
    this.#hasOthers = true;
    if (message.kind === 'lead' && !this.leads) {
      this.#listener.leaderUp();
    } else if (message.kind === 'hello' && this.#isUp) {
      const { version, lifeLock, channel } = message;
      if (version === this.#options.version) this.#listener.asked({ lifeLock, channel });
      else this.#refuse(channel);
    } else if (message.kind === 'refused' && message.channel === this.#asked) {
      this.#listener.otherVersion('leader');
    }
  };

  #refuse(channel: string): void {
    this.#say({ kind: 'refused', channel });
    this.#listener.otherVersion('others');
  }

  #say(message: TabMessage): void {
    this.#options.channel.postMessage(message);
  }

  /** A claim of our own making that ended was given up; any other was taken away, or never possible. */
  #refused(claim: Claim): void {
    if (this.#claim !== claim) return;
    this.#claim = null;
    this.#isUp = false;
    if (claim.isHeld) this.#listener.unseated();
    else this.#listener.denied();
  }
}
