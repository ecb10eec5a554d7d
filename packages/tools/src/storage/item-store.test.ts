import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openNotes } from '../notes/note-store.ts';
import { noteTools } from '../notes/note-tools.ts';
import { call } from '../testing/tool-context.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const item = (id: string, createdMs = 1) => ({ id, text: id, createdMs });
const add = (id: string) => () => ({ put: [item(id)], content: `added ${id}` });
let count = 0;
const open = () => {
  count += 1;
  return openNotes({ name: `store-${count}` });
};

describe('ItemStore', () => {
  it('changes nothing where the plan throws', async () => {
    const store = open();
    const effect = { key: 'k', timeMs: 1 };
    await expect(
      store.change(effect, () => {
        throw new RangeError('no');
      }),
    ).rejects.toThrow('no');
    expect(await store.answerOf('k')).toBeUndefined();
    expect(await store.change(effect, add('a'))).toBe('added a');
  });

  it('keeps answers for 30 days', async () => {
    const store = open();
    await store.change({ key: 'old', timeMs: 0 }, add('a'));
    await store.change({ key: 'new', timeMs: 31 * 86_400_000 }, add('b'));
    expect(await store.answerOf('old')).toBeUndefined();
    expect(await store.answerOf('new')).toBe('added b');
  });

  it('runs one key once even where two calls race', async () => {
    const store = open();
    const both = [
      store.change({ key: 'k', timeMs: 1 }, add('a')),
      store.change({ key: 'k', timeMs: 1 }, add('b')),
    ];
    expect(await Promise.all(both)).toEqual(['added a', 'added a']);
    expect(await store.list()).toHaveLength(1);
  });

  it('opens again after the database was deleted under it', async () => {
    const store = open();
    await store.change(null, add('a'));
    await deleteDB(`store-${count}`);
    expect(await store.list()).toEqual([]);
    await store.change(null, add('b'));
    expect(await store.list()).toHaveLength(1);
  });

  it('says what to do where a newer page upgraded the database', async () => {
    const newer = await openDB(`store-${count + 1}`, 2);
    await expect(open().list()).rejects.toMatchObject({
      code: 'storage-denied',
      message: expect.stringContaining('Reload the page'),
    });
    newer.close();
  });

  it('gives way to a newer page that upgrades the database', async () => {
    const store = open();
    await store.list();
    const newer = await openDB(`store-${count}`, 2);
    expect(newer.version).toBe(2);
    newer.close();
  });
});

describe('a note where storage fails', () => {
  const save = (store: ReturnType<typeof open>) => {
    const [note] = noteTools(store);
    if (note === undefined) throw new Error('no tool');
    return call(note, { text: 'x' });
  };

  it('is a failed outcome with the next step where the device is full', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await save(open())).toMatchObject({
      failed: true,
      content: expect.stringContaining('no room left'),
    });
  });

  it('is a failed outcome with the next step where storage is blocked', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const store = open();
    expect(await save(store)).toMatchObject({
      failed: true,
      content: expect.stringContaining('Allow storage'),
    });
    vi.restoreAllMocks();
    expect(await save(store)).toMatchObject({ failed: false });
  });
});
