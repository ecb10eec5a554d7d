import type { ModelRecord, UnpinnedFile } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { sha256 } from 'hash-wasm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../approved-fetch.ts';
import { type FilePins, openFilePins } from './file-pins.ts';
import { memoryDirectory } from './memory-directory.ts';
import type { ModelDirectory } from './model-directory.ts';
import { readStored } from './stored-files.ts';
import { memoryValues } from './testing/memory-values.ts';
import { type FirstDownloadProgress, UnpinnedFiles } from './unpinned-files.ts';

const one = Uint8Array.from({ length: 30_000 }, (_, index) => (index * 31) % 251);
const two = Uint8Array.from({ length: 10_000 }, (_, index) => (index * 17) % 241);
const [hashOne, hashTwo] = [await sha256(one), await sha256(two)];
const first: UnpinnedFile = {
  name: 'one.gguf',
  sizeBytes: null,
  sha256: null,
  sources: ['https://hub.example/one.gguf'],
};
const second: UnpinnedFile = {
  name: 'two.json',
  sizeBytes: null,
  sha256: hashTwo,
  sources: ['https://hub.example/two.json'],
};
const model = { id: 'm', files: [], sizeBytes: null, unpinned: [first, second] } as unknown as ModelRecord;

describe('UnpinnedFiles', () => {
  let directory: ModelDirectory;
  let pins: FilePins;
  let served: Record<string, Uint8Array>;
  let fetched: string[];
  let progress: FirstDownloadProgress[];
  let freeBytes: number | null;
  let mirrors: readonly string[];
  let stopAt: number;
  let namesEditions: boolean;
  const { signal } = new AbortController();

  const fetch: Fetch = async (url, init) => {
    const range = new Headers(init?.headers).get('Range') ?? '';
    fetched.push(`${url} ${range}`);
    const content = served[String(url)];
    if (!content) return new Response('', { status: 404 });
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const bytes = content.slice(Number(start), Number(end) + 1);
    const headers = {
      'Content-Range': `bytes ${start}-${end}/${content.length}`,
      ...(namesEditions ? { ETag: `"${await sha256(content)}"` } : {}),
    };
    const isCut = bytes.length > 1 && Number(start) + bytes.length > stopAt;
    return new Response(isCut ? bytes.slice(0, stopAt - Number(start)) : bytes, { status: 206, headers });
  };

  beforeEach(async () => {
    directory = memoryDirectory();
    pins = await openFilePins(memoryValues());
    served = { 'https://hub.example/one.gguf': one, 'https://hub.example/two.json': two };
    fetched = [];
    progress = [];
    freeBytes = null;
    mirrors = [];
    stopAt = Number.POSITIVE_INFINITY;
    namesEditions = true;
  });

  const files = () =>
    new UnpinnedFiles({
      ...{ directory, fetch, pins, clock: fakeClock(), mirrors: () => mirrors },
      freeBytes: async () => freeBytes,
      exclusive: (_name, _signal, task) => task(),
    });
  const learn = () => files().learn(model, { onProgress: (now) => progress.push(now), signal });

  it('asks for what is not known, downloads what has no hash, and records it', async () => {
    const learned = await learn();
    expect(learned.sizeBytes).toBe(40_000);
    expect(learned.files).toEqual([
      { ...first, sizeBytes: 30_000, sha256: hashOne, recorded: true },
      { ...second, sizeBytes: 10_000 },
    ]);
    expect(await readStored(directory, { sha256: hashOne, sizeBytes: 30_000 })).not.toBeNull();
    const part = await sha256(`${first.name} ${first.sources[0]}`);
    for (const name of [`${part}.part`, `${part}.received`]) expect(await directory.read(name)).toBeNull();
    // What has a hash is fetched like any other file, later.
    expect(fetched).toEqual([
      'https://hub.example/one.gguf bytes=0-0',
      'https://hub.example/two.json bytes=0-0',
      'https://hub.example/one.gguf bytes=0-29999',
    ]);
    expect(progress.at(-1)).toMatchObject({ phase: 'verifying', receivedBytes: 30_000, sizeBytes: 40_000 });
    expect(files().known(model)).toEqual(learned);
  });

  it('asks for nothing twice on a later visit', async () => {
    const learned = await learn();
    fetched = [];
    expect(await learn()).toEqual(learned);
    expect(fetched).toEqual([]);
  });

  it('needs room for all files before the first byte', async () => {
    freeBytes = 47_999;
    await expect(learn()).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect(fetched.filter((line) => !line.endsWith('=0-0'))).toEqual([]);
    freeBytes = 48_000;
    await learn();
  });

  it('goes on with what came, which is counted, and can be deleted', async () => {
    stopAt = 12_000;
    await expect(learn()).rejects.toMatchObject({ code: 'model-source' });
    expect(await files().receivedBytes(model)).toBe(12_000);
    stopAt = Number.POSITIVE_INFINITY;
    fetched = [];
    expect((await learn()).files[0]?.sha256).toBe(hashOne);
    expect(fetched).toEqual(['https://hub.example/one.gguf bytes=12000-29999']);
    expect(await files().receivedBytes(model)).toBe(30_000);

    pins = await openFilePins(memoryValues());
    stopAt = 12_000;
    await expect(learn()).rejects.toMatchObject({ code: 'model-source' });
    await files().remove(model);
    expect(await files().receivedBytes(model)).toBe(0);
  });

  it('does not mix what two sources, or two editions of one, serve', async () => {
    const other = one.map((byte) => byte ^ 1);
    mirrors = ['https://mirror.example/'];
    served['https://mirror.example/one.gguf'] = other;
    stopAt = 12_000;
    await expect(learn()).rejects.toMatchObject({ code: 'model-source' });
    delete served['https://mirror.example/one.gguf'];
    stopAt = Number.POSITIVE_INFINITY;
    expect((await learn()).files[0]?.sha256).toBe(hashOne);

    pins = await openFilePins(memoryValues());
    mirrors = [];
    stopAt = 12_000;
    await expect(learn()).rejects.toMatchObject({ code: 'model-source' });
    served['https://hub.example/one.gguf'] = other;
    stopAt = Number.POSITIVE_INFINITY;
    expect((await learn()).files[0]?.sha256).toBe(await sha256(other));
  });

  it('begins anew after a visit where the source does not say which edition it has', async () => {
    namesEditions = false;
    stopAt = 12_000;
    await expect(learn()).rejects.toMatchObject({ code: 'model-source' });
    stopAt = Number.POSITIVE_INFINITY;
    fetched = [];
    expect((await learn()).files[0]?.sha256).toBe(hashOne);
    expect(fetched).toEqual(['https://hub.example/one.gguf bytes=0-29999']);
  });
});
