import 'fake-indexeddb/auto';
import type { KingletError } from '@kinglet/spec';
import { type FakeClock, fakeClock } from '@kinglet/testkit';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { limitRows } from './testing/limit-rows.ts';
import { logRow } from './testing/log-row.ts';
import { openUsageLog, type UsageLog } from './usage-log.ts';

const name = 'kinglet-usage-log';
const settings = { enabled: true, retention: 'text', retentionDays: 90 } as const;

interface Opened {
  readonly log: UsageLog;
  readonly told: KingletError[];
  readonly clock: FakeClock;
  readonly append: (...ids: string[]) => void;
  readonly ids: () => Promise<string[]>;
}

async function open(factory: IDBFactory, clock = fakeClock()): Promise<Opened> {
  const told: KingletError[] = [];
  const log = await openUsageLog({
    clock,
    settings,
    onDropped: (error) => told.push(error),
    indexedDB: factory,
  });
  return {
    log,
    told,
    clock,
    append: (...ids) => {
      for (const id of ids)
        log.append(logRow({ id, timeMs: clock.nowMs() + Number(/\d+$/.exec(id)?.[0] ?? 0) }));
    },
    ids: async () => (await log.query({ limit: 1000 })).map((row) => row.id).reverse(),
  };
}

function deleteDatabase(factory: IDBFactory): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
}

/** A factory whose connections the test can cut, as a browser does when site data is cleared. */
function cuttable(): { factory: IDBFactory; cut: () => void } {
  const factory = new IDBFactory();
  const connections: IDBDatabase[] = [];
  const { open } = factory;
  factory.open = (...values) => {
    const request = open.apply(factory, values);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  };
  const cut = (): void => {
    for (const connection of connections.splice(0)) connection.close();
  };
  return { factory, cut };
}

function denying(error: unknown): IDBFactory {
  const factory = new IDBFactory();
  factory.open = () => {
    throw error;
  };
  return factory;
}

describe('a database that is closed or deleted while open', () => {
  it('does not hold up the deletion, and goes on with a new one', async () => {
    const factory = new IDBFactory();
    const { append, ids, told } = await open(factory);
    append('a1');
    expect(await ids()).toEqual(['a1']);
    await deleteDatabase(factory);
    append('b1');
    expect(await ids()).toEqual(['b1']);
    expect(told).toEqual([]);
  });

  it('is opened again, and nothing is lost', async () => {
    const { factory, cut } = cuttable();
    const { append, ids, told } = await open(factory);
    append('a1');
    await ids();
    cut();
    append('a2');
    expect(await ids()).toEqual(['a1', 'a2']);
    expect(told).toEqual([]);
  });

  it('gives way to memory when a newer version took its place, and says so once', async () => {
    const factory = new IDBFactory();
    const { append, ids, told, log } = await open(factory);
    append('a1');
    await ids();
    globalThis.indexedDB = factory;
    (await openDB(name, 3)).close();
    append('b1');
    expect(await ids()).toEqual(['b1']);
    append('b2');
    expect(await ids()).toEqual(['b1', 'b2']);
    expect(told.map((error) => [error.code, error.details['cause']])).toEqual([
      ['storage-denied', 'VersionError'],
    ]);
    await expect(log.clear()).rejects.toMatchObject({ code: 'storage-denied' });
    expect(await ids()).toEqual([]);
  });
});

describe('a database that cannot be opened', () => {
  it.each([
    ['is denied', denying(new DOMException('denied', 'SecurityError')), 'SecurityError'],
    ['does not exist', undefined as unknown as IDBFactory, 'TypeError'],
  ])('%s: rows live in memory, and the user is told once', async (_, factory, cause) => {
    globalThis.indexedDB = undefined as unknown as IDBFactory;
    const { append, ids, told, log } = await open(factory);
    append('a1', 'a2');
    await log.setFeedback('a1', 'up');
    expect(await ids()).toEqual(['a1', 'a2']);
    await log.delete('a1');
    expect(await ids()).toEqual(['a2']);
    await log.clear();
    expect(told.map((error) => [error.code, error.details['cause']])).toEqual([['storage-denied', cause]]);
    expect(told[0]?.message).toContain('reload');
  });

  it('is blocked by another tab: goes on in memory after three seconds, and moves the rows over later', async () => {
    const factory = new IDBFactory();
    globalThis.indexedDB = factory;
    const otherTab = await openDB(name, 1, {
      upgrade: (database) =>
        void database.createObjectStore('rows', { keyPath: 'id' }).createIndex('time', 'timeMs'),
    });
    const clock = fakeClock();
    const opening = open(factory, clock);
    await waitUntil(() => clock.sleepers === 1);
    await clock.advance(3000);
    const { append, ids, told, log } = await opening;
    append('a1');
    expect(await ids()).toEqual(['a1']);
    expect(told.map((error) => error.details['cause'])).toEqual(['blocked']);
    otherTab.close();
    await clock.advance(60_000);
    expect(await ids()).toEqual(['a1']);
    const reader = await openDB(name);
    expect(await reader.getAllKeys('rows')).toEqual(['a1']);
    expect(told).toHaveLength(1);
    reader.close();
    await log.close();
    await deleteDatabase(factory);
  });
});

describe('a full storage', () => {
  let unlimit = (): void => {};
  afterEach(() => unlimit());

  const numbered = (count: number, prefix: string): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);

  it('drops the oldest rows without feedback, and says how many', async () => {
    const { append, ids, told, log } = await open(new IDBFactory());
    append(...numbered(150, 'old'));
    await log.setFeedback('old0', 'up');
    unlimit = limitRows(150);
    append('new1000');
    const left = await ids();
    expect(left).toHaveLength(51);
    expect(left[0]).toBe('old0');
    expect(left.at(-1)).toBe('new1000');
    expect(told.map((error) => [error.code, error.details])).toEqual([
      ['quota-exceeded', { droppedRows: 100, unwrittenRows: 0 }],
    ]);
  });

  it('that dropping does not help keeps the other rows, and new ones are let go', async () => {
    const { append, ids, told, log, clock } = await open(new IDBFactory());
    append(...numbered(1600, 'old'));
    await log.flush();
    unlimit = limitRows(0);
    append('new1');
    await log.flush();
    append('new2');
    expect(await ids()).toHaveLength(100);
    expect(told[0]?.details).toEqual({ droppedRows: 1500, unwrittenRows: 1 });
    await clock.advance(3_600_000);
    unlimit();
    append('new3');
    expect(await ids()).toHaveLength(101);
  });

  it('tells the rest of the losses an hour later, in one notice', async () => {
    const { append, told, log, clock } = await open(new IDBFactory());
    unlimit = limitRows(0);
    for (const id of ['a1', 'a2', 'a3']) {
      append(id);
      await log.flush();
    }
    await clock.advance(3_600_000);
    append('a4');
    await log.flush();
    expect(told.map((error) => error.details['unwrittenRows'])).toEqual([1, 3]);
  });
});

describe('a listener or a caller that fails', () => {
  it('does not stop the log', async () => {
    const clock = fakeClock();
    const onDropped = (): void => {
      throw new Error('broken listener');
    };
    const log = await openUsageLog({
      clock,
      settings,
      onDropped,
      indexedDB: denying(new DOMException('denied', 'SecurityError')),
    });
    log.append(logRow({ id: 'a1' }));
    expect(await log.query({ limit: 9 })).toHaveLength(1);
  });

  it('is told, and the database stays in use', async () => {
    const { log, append, ids, told } = await open(new IDBFactory());
    await expect(log.query({ limit: 9, beforeMs: Number.NaN })).rejects.toMatchObject({
      name: 'KingletError',
    });
    append('a1');
    expect(await ids()).toEqual(['a1']);
    expect(told).toEqual([]);
  });
});

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 0));
}
