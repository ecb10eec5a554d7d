import 'fake-indexeddb/auto';
import { fakeClock } from '@kinglet/testkit';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { DatabaseStore } from './database-store.ts';
import { MemoryStore } from './memory-store.ts';
import { openDatabase } from './open-database.ts';
import type { RowStore } from './row-store.ts';
import { logRow } from './testing/log-row.ts';

const { signal } = new AbortController();

async function databaseStore(): Promise<RowStore> {
  return new DatabaseStore(
    await openDatabase('log', { factory: new IDBFactory(), clock: fakeClock(), signal }),
  );
}

const stores: [string, () => Promise<RowStore>][] = [
  ['DatabaseStore', databaseStore],
  ['MemoryStore', async () => new MemoryStore()],
];

const ids = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id);

describe.each(stores)('%s', (_, makeStore) => {
  it('gives rows back newest first, up to the limit', async () => {
    const store = await makeStore();
    await store.write([1, 3, 2].map((time) => logRow({ id: `row${time}`, timeMs: time })));
    expect(ids(await store.query({ limit: 2 }))).toEqual(['row3', 'row2']);
    expect(await store.query({ limit: 1, beforeMs: 2 })).toEqual([logRow({ id: 'row1', timeMs: 1 })]);
    expect(await store.query({ limit: 0 })).toEqual([]);
  });

  it('skips no row when pages by time cut through one millisecond', async () => {
    const store = await makeStore();
    const rows = Array.from({ length: 9 }, (_, index) => logRow({ id: `row${index}`, timeMs: index >> 2 }));
    await store.write(rows);
    const first = await store.query({ limit: 2 });
    const second = await store.query({ limit: 2, beforeMs: first.at(-1)?.timeMs ?? 0 });
    expect(ids([...first, ...second])).toEqual([
      'row8',
      'row7',
      'row6',
      'row5',
      'row4',
      'row3',
      'row2',
      'row1',
      'row0',
    ]);
  });

  it('filters by conversation, place, kind, escalation and text', async () => {
    const store = await makeStore();
    await store.write([
      logRow({ id: 'a', timeMs: 1, conversationId: 'c2', reply: 'Grüezi WORLD' }),
      logRow({ id: 'b', timeMs: 2, place: 'remote', trigger: 'user-request' }),
      logRow({ id: 'c', timeMs: 3, kind: 'chat', prompt: 'the world' }),
    ]);
    const find = async (filter: object): Promise<string[]> =>
      ids(await store.query({ limit: 10, ...filter }));
    expect(await find({ conversationId: 'c1' })).toEqual(['c', 'b']);
    expect(await find({ conversationId: 'c1', beforeMs: 3 })).toEqual(['b']);
    expect(await find({ place: 'remote' })).toEqual(['b']);
    expect(await find({ kind: 'chat' })).toEqual(['c']);
    expect(await find({ escalatedOnly: true })).toEqual(['b']);
    expect(await find({ text: 'World' })).toEqual(['c', 'a']);
  });

  it('reads oldest first and goes on after a position, through rows of one millisecond', async () => {
    const store = await makeStore();
    await store.write(['b', 'a', 'd', 'c'].map((id) => logRow({ id, timeMs: id === 'd' ? 2 : 1 })));
    expect(ids(await store.read(null, 2))).toEqual(['a', 'b']);
    expect(ids(await store.read({ timeMs: 1, id: 'b' }, 9))).toEqual(['c', 'd']);
    expect(ids(await store.read({ timeMs: 1, id: 'aa' }, 9))).toEqual(['b', 'c', 'd']);
    expect(await store.read({ timeMs: 2, id: 'd' }, 9)).toEqual([]);
  });

  it('sets feedback and takes it back', async () => {
    const store = await makeStore();
    await store.write([logRow({ id: 'a' })]);
    expect(await store.setFeedback('a', 'up')).toBe(true);
    expect((await store.read(null, 1))[0]?.feedback).toBe('up');
    await store.setFeedback('a', null);
    expect((await store.read(null, 1))[0]?.feedback).toBe(null);
    expect(await store.setFeedback('none', 'up')).toBe(false);
  });

  it('deletes one, those before a time, and all', async () => {
    const store = await makeStore();
    await store.write([1, 2, 3, 4].map((time) => logRow({ id: `${time}`, timeMs: time })));
    await store.delete('4');
    expect(await store.deleteBefore(2)).toBe(1);
    expect(ids(await store.read(null, 9))).toEqual(['2', '3']);
    await store.clear();
    expect(await store.read(null, 9)).toEqual([]);
  });

  it('drops the oldest first, those with feedback last', async () => {
    const store = await makeStore();
    await store.write([1, 2, 3].map((time) => logRow({ id: `${time}`, timeMs: time })));
    await store.setFeedback('1', 'down');
    expect(await store.dropOldest(1)).toBe(1);
    expect(ids(await store.read(null, 9))).toEqual(['1', '3']);
    expect(await store.dropOldest(5)).toBe(2);
    expect(await store.dropOldest(5)).toBe(0);
  });
});

describe('MemoryStore', () => {
  it('keeps the newest rows when full', async () => {
    const store = new MemoryStore({ capacity: 2 });
    await store.write([1, 2, 3].map((time) => logRow({ id: `${time}`, timeMs: time })));
    expect(ids(await store.read(null, 9))).toEqual(['2', '3']);
  });
});
