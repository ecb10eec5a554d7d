import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred } from '../../shared/index.ts';
import { TabGroup, type TabGroupListener } from './tab-group.ts';

type Hold = () => unknown;

/** The part of the browser's lock manager that a group uses: a queue for one name, and taking by force. */
class Locks {
  isDenied = false;
  #held: { readonly steal: () => void } | null = null;
  readonly #queue: (() => void)[] = [];

  async request(_name: string, options: LockOptions, hold: Hold): Promise<unknown> {
    if (this.isDenied) throw new DOMException('denied', 'SecurityError');
    if (options.steal) this.#held?.steal();
    else if (this.#held) await this.#turn(options.signal);
    const stolen = deferred<never>();
    const mine = { steal: () => stolen.reject(new DOMException('stolen', 'AbortError')) };
    this.#held = mine;
    try {
      return await Promise.race([hold(), stolen.promise]);
    } finally {
      if (this.#held === mine) {
        this.#held = null;
        this.#queue.shift()?.();
      }
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push(resolve);
      signal?.addEventListener('abort', () => {
        const place = this.#queue.indexOf(resolve);
        if (place >= 0) this.#queue.splice(place, 1);
        reject(signal.reason);
      });
    });
  }
}

/** Tabs that hear each other at once. */
class Channel extends EventTarget {
  readonly #all: Set<Channel>;

  constructor(all: Set<Channel>) {
    super();
    this.#all = all;
    all.add(this);
  }

  postMessage(data: unknown): void {
    for (const channel of this.#all)
      if (channel !== this) channel.dispatchEvent(new MessageEvent('message', { data }));
  }

  close(): void {
    this.#all.delete(this);
  }
}

describe('TabGroup', () => {
  let locks: Locks;
  let channels: Set<Channel>;
  let heard: string[];

  beforeEach(() => {
    locks = new Locks();
    channels = new Set();
    heard = [];
  });

  function tab(name: string, version = '1'): TabGroup {
    const listener: TabGroupListener = {
      lead: () => void heard.push(`${name} leads`),
      unseated: () => void heard.push(`${name} is unseated`),
      leaderUp: () => void heard.push(`${name} sees a leader`),
      asked: ({ lifeLock, channel }) => void heard.push(`${name} is asked by ${lifeLock} on ${channel}`),
      otherVersion: (whose) => void heard.push(`${name}: other version of ${whose}`),
      denied: () => void heard.push(`${name} is denied`),
    };
    const channel = new Channel(channels) as unknown as BroadcastChannel;
    const group = new TabGroup({ name: 'test', version, lifeLock: name, locks, channel }, listener);
    group.join();
    return group;
  }

  const hears = (...expected: string[]) => vi.waitFor(() => expect(heard).toEqual(expected));

  it('lets the first tab lead, and the next one when that is gone', async () => {
    const a = tab('a');
    tab('b');
    await hears('a leads');
    expect(a.leads).toBe(true);
    a.close();
    await hears('a leads', 'b leads');
    expect(a.leads).toBe(false);
  });

  it('tells the others once the leader’s worker is up, and the leader who asks', async () => {
    const a = tab('a');
    const b = tab('b');
    await hears('a leads');
    b.ask('too early');
    a.announce();
    b.ask('b-1');
    await hears('a leads', 'b sees a leader', 'a is asked by b on b-1');
    expect([a.hasOthers, b.hasOthers]).toEqual([true, true]);
  });

  it('does not serve after it gave up the lead, and can queue again', async () => {
    const a = tab('a');
    const b = tab('b');
    await hears('a leads');
    a.announce();
    a.leave();
    await hears('a leads', 'b sees a leader', 'b leads');
    a.join();
    b.ask('nobody');
    b.close();
    await hears('a leads', 'b sees a leader', 'b leads', 'a leads');
  });

  it('takes the lead by force, and tells who had it', async () => {
    const a = tab('a');
    const b = tab('b');
    await hears('a leads');
    b.join({ byForce: true });
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(['a is unseated', 'a leads', 'b leads']));
    expect([a.leads, b.leads]).toEqual([false, true]);
    b.join({ byForce: true });
    b.join();
    await Promise.resolve();
    expect(heard).toHaveLength(3);
  });

  it('refuses a tab of another version, in both tabs’ hearing', async () => {
    const a = tab('a');
    const b = tab('b', '2');
    await hears('a leads');
    a.announce();
    b.ask('b-1');
    await hears('a leads', 'b sees a leader', 'b: other version of leader', 'a: other version of others');
  });

  it('leaves a refusal to the tab that it is for', async () => {
    const a = tab('a');
    const b = tab('b', '2');
    const c = tab('c');
    await hears('a leads');
    c.ask('c-1');
    a.announce();
    b.ask('b-1');
    await hears(
      'a leads',
      'b sees a leader',
      'c sees a leader',
      'b: other version of leader',
      'a: other version of others',
    );
  });

  it('says where locks are denied', async () => {
    locks.isDenied = true;
    tab('a');
    await hears('a is denied');
  });

  it('hears nothing that it does not know', async () => {
    const a = tab('a');
    await hears('a leads');
    new Channel(channels).postMessage({ kind: 'vote' });
    expect(a.hasOthers).toBe(false);
  });
});
