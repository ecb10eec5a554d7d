import { readHeader } from '@kinglet/gguf';
import type { ModelRecord } from '@kinglet/spec';
import { type TinyAdapter, tinyAdapter, tinyBase, tinyFile } from '@kinglet/testkit/tiny-gguf';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyValues } from '../key-values.ts';
import { adapterList } from './adapter-list.ts';
import { type AdapterShelf, openAdapterShelf } from './adapter-shelf.ts';
import { importAdapter, removeAdapter } from './import-adapter.ts';
import { memoryDirectory } from './memory-directory.ts';
import type { ModelDirectory } from './model-directory.ts';
import { readStored } from './stored-files.ts';

const baseFile = await tinyFile('tiny.gguf', tinyBase());
const baseSha256 = baseFile.sha256;
const ownBytes = tinyAdapter({ baseSha256, id: 'own' });
const model = {
  id: 'tiny',
  name: 'Tiny',
  files: [baseFile],
  adapters: [
    {
      ...{ id: 'own', format: 'schemas', tools: '', baseSha256, rank: 4, licence: 'MIT' },
      ...{ name: 'Own', summary: 'Comes with it.', file: await tinyFile('own.gguf', ownBytes) },
    },
  ],
} as unknown as ModelRecord;

function memoryValues(): KeyValues {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => void values.set(key, structuredClone(value)),
    close: () => {},
  };
}

describe('importAdapter', () => {
  let directory: ModelDirectory;
  let values: KeyValues;
  let shelf: AdapterShelf;
  let freeBytes: () => Promise<number | null>;

  beforeEach(async () => {
    directory = memoryDirectory();
    values = memoryValues();
    shelf = await openAdapterShelf(values);
    freeBytes = async () => null;
  });

  const options = (replace = false) => ({
    ...{ models: [model], directory, shelf, freeBytes, replace },
    baseHeader: () => readHeader(new Blob([tinyBase()])),
    signal: new AbortController().signal,
  });
  const bring = (bytes: Uint8Array<ArrayBuffer>, replace?: boolean) =>
    importAdapter(new Blob([bytes]), options(replace));
  const made = (change: Partial<TinyAdapter> = {}) => tinyAdapter({ baseSha256, ...change });

  async function isStored(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return (await readStored(directory, await tinyFile('', bytes))) !== null;
  }

  it('stores the file, records it, and is there on the next visit', async () => {
    const bytes = made({ card: { name: 'My  tools', summary: 'Books\nrooms.' } });
    expect(await bring(bytes)).toEqual({ outcome: 'added', id: 'tools-tiny', modelId: 'tiny' });
    expect(await isStored(bytes)).toBe(true);
    const { records } = await openAdapterShelf(values);
    expect(records).toMatchObject([
      {
        id: 'tools-tiny',
        name: 'My tools',
        summary: 'Books rooms.',
        rank: 4,
        licence: 'Apache-2.0',
        baseSha256,
      },
    ]);
    expect(adapterList(model, records).map(({ record, origin }) => [record.id, origin])).toEqual([
      ['own', 'catalogue'],
      ['tools-tiny', 'imported'],
    ]);
  });

  it('asks before it replaces one with its id, then leaves nothing of the old one', async () => {
    const [old, next] = [made(), made({ rank: 8 })];
    await bring(old);
    expect(await bring(next)).toMatchObject({ outcome: 'exists', id: 'tools-tiny', origin: 'imported' });
    expect(await isStored(next)).toBe(false);
    expect(await bring(next, true)).toMatchObject({ outcome: 'added' });
    expect(shelf.records).toMatchObject([{ rank: 8 }]);
    expect([await isStored(old), await isStored(next)]).toEqual([false, true]);
  });

  it('takes the place of the catalogue’s own after the question, and gives it back when removed', async () => {
    const bytes = made({ id: 'own', rank: 8 });
    expect(await bring(bytes)).toMatchObject({ outcome: 'exists', name: 'Own', origin: 'catalogue' });
    await bring(bytes, true);
    expect(adapterList(model, shelf.records)).toMatchObject([{ origin: 'imported', record: { rank: 8 } }]);
    await removeAdapter('own', options());
    expect(adapterList(model, shelf.records)).toMatchObject([
      { origin: 'catalogue', record: { name: 'Own' } },
    ]);
    expect(await isStored(bytes)).toBe(false);
  });

  it('takes the catalogue’s very file without a record of its own', async () => {
    expect(await bring(ownBytes)).toMatchObject({ outcome: 'added', id: 'own' });
    expect(shelf.records).toEqual([]);
    expect(await isStored(ownBytes)).toBe(true);
  });

  it.each([
    ['is no GGUF', new Uint8Array(300)],
    ['is empty', new Uint8Array()],
    ['is cut off', made().slice(0, -40)],
    ['is a model', tinyBase()],
    ['is for another base', made({ baseSha256: 'd'.repeat(64) })],
    ['does not fit the base', made({ columns: 32 })],
    ['has an unknown format', made({ format: 'xml' })],
  ])('refuses a file that %s, and keeps nothing of it', async (_what, bytes) => {
    await expect(bring(bytes)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(shelf.records).toEqual([]);
    expect(await isStored(bytes)).toBe(false);
  });

  it('names the bases that are here', async () => {
    await expect(bring(made({ baseSha256: 'd'.repeat(64) }))).rejects.toThrow(
      `begins with dddddddd. Here are Tiny (${baseSha256.slice(0, 8)}).`,
    );
  });

  it('keeps nothing where there is no room', async () => {
    freeBytes = async () => 10;
    const bytes = made();
    await expect(bring(bytes)).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect(shelf.records).toEqual([]);
    expect(await directory.read(`${(await tinyFile('', bytes)).sha256}.part`)).toBeNull();
  });

  it('records nothing where the store fails on the way', async () => {
    directory = { ...directory, rename: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };
    await expect(bring(made())).rejects.toThrow();
    expect(shelf.records).toEqual([]);
  });

  it('leaves out records that are broken', async () => {
    await bring(made());
    const [record] = shelf.records;
    await values.put('adapters', [{ ...record, id: 7 }, record, 'text']);
    expect((await openAdapterShelf(values)).records).toEqual([record]);
    await values.put('adapters', 'text');
    expect((await openAdapterShelf(values)).records).toEqual([]);
  });
});
