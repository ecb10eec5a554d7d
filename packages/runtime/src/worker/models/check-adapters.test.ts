import { readHeader } from '@kinglet/gguf';
import { type AdapterRecord, KingletError } from '@kinglet/spec';
import { type TinyAdapter, tinyAdapter, tinyBase, tinyFile } from '@kinglet/testkit/tiny-gguf';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ListedAdapter } from './adapter-list.ts';
import { checkAdapters, glanceAtAdapters } from './check-adapters.ts';
import { memoryDirectory } from './memory-directory.ts';
import type { ModelDirectory } from './model-directory.ts';
import { commit } from './stored-files.ts';

const base = await readHeader(new Blob([tinyBase()]));
const { sha256: baseSha256 } = await tinyFile('tiny.gguf', tinyBase());
const { signal } = new AbortController();

describe('checkAdapters', () => {
  let directory: ModelDirectory;
  const options = () => ({ directory, base, signatures: 'list(what?)\ntime(place?)', signal });

  beforeEach(() => {
    directory = memoryDirectory();
  });

  /** Stores an adapter and gives its record. `bytes` makes another file of it. */
  async function stored(
    change: Partial<TinyAdapter> = {},
    { bytes = tinyAdapter({ baseSha256, ...change }), record = {} as Partial<AdapterRecord> } = {},
  ): Promise<ListedAdapter> {
    const file = await tinyFile('a.gguf', bytes);
    const part = await directory.open(`${file.sha256}.part`);
    part.write(bytes, { at: 0 });
    await commit(directory, file);
    const { id = 'tools-tiny', format = 'schemas', tools = '' } = change;
    return {
      origin: 'catalogue',
      record: {
        ...{ id, tools, baseSha256, file, rank: 4, licence: 'MIT', name: id, summary: 'It calls.' },
        format: format as AdapterRecord['format'],
        ...record,
      },
    };
  }

  it('hands a sound one to the engine, with its card', async () => {
    const adapter = await stored({ card: { weaknesses: ['dates'] } });
    const { statuses, loadable } = await checkAdapters([adapter], options());
    expect(statuses).toMatchObject([{ state: 'stored', reason: null, card: { weaknesses: ['dates'] } }]);
    expect(loadable).toMatchObject([{ info: { id: 'tools-tiny', format: 'schemas', tools: '' } }]);
    expect(await glanceAtAdapters([adapter], options())).toMatchObject([{ state: 'stored', card: null }]);
  });

  it('says which tool changed for one that knows its tools by heart, and does not load it', async () => {
    const tools = 'list(what)\nnotes()\ntime(place?)';
    const adapter = await stored({ format: 'bare', tools });
    for (const { statuses, loadable } of [
      await checkAdapters([adapter], options()),
      { statuses: await glanceAtAdapters([adapter], options()), loadable: [] },
    ]) {
      expect(statuses).toMatchObject([{ state: 'stale' }]);
      expect(statuses[0]?.reason).toContain('list(what) is now list(what?), notes is gone');
      expect(loadable).toEqual([]);
    }
    const fresh = await stored({ format: 'bare', tools: options().signatures });
    expect((await checkAdapters([fresh], options())).loadable).toHaveLength(1);
  });

  it.each([
    ['trained for another base', { baseSha256: 'c'.repeat(64) }, {}, 'baseSha256 "cccc'],
    ['of another shape than the base', { columns: 32 }, {}, '32 x 64'],
    ['registered under another id', {}, { record: { id: 'other' } }, 'Its file says id "tools-tiny"'],
    [
      'registered with another format',
      { format: 'bare', tools: 'time(place?)' },
      { record: { format: 'schemas' } },
      'format',
    ],
    ['that is no GGUF', {}, { bytes: new Uint8Array(200) }, ''],
    ['cut off', {}, { bytes: tinyAdapter({ baseSha256 }).slice(0, -64) }, ''],
  ] as const)('refuses one %s, and says why', async (_what, change, file, reason) => {
    const adapter = await stored(change, file as object);
    const { statuses, loadable } = await checkAdapters([adapter], options());
    expect(statuses).toMatchObject([{ state: 'refused', reason: expect.stringContaining(reason) }]);
    expect(statuses[0]?.reason).not.toBe('');
    expect(loadable).toEqual([]);
  });

  it('refuses the second of two with one id', async () => {
    const adapter = await stored();
    const { statuses, loadable } = await checkAdapters([adapter, adapter], options());
    expect(statuses).toMatchObject([{ state: 'stored' }, { state: 'refused' }]);
    expect(statuses[1]?.reason).toContain('Another specialist with the id tools-tiny');
    expect(loadable).toHaveLength(1);
  });

  it('says why one is not here', async () => {
    const { record } = await stored();
    const gone = { ...record, file: { ...record.file, sha256: 'e'.repeat(64) } };
    const missing = new Map([[record.id, new KingletError('model-source', 'No source has it.')]]);
    const catalogue = [{ record: gone, origin: 'catalogue' as const }];
    expect(await glanceAtAdapters(catalogue, options())).toMatchObject([{ state: 'absent', reason: null }]);
    expect((await checkAdapters(catalogue, { ...options(), missing })).statuses).toMatchObject([
      { state: 'missing', reason: 'No source has it.' },
    ]);
    const imported = [{ record: gone, origin: 'imported' as const }];
    expect(await glanceAtAdapters(imported, options())).toMatchObject([
      { state: 'missing', reason: expect.stringContaining('Import it again') },
    ]);
  });
});
