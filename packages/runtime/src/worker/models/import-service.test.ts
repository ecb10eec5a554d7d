import type { ModelRecord } from '@kinglet/spec';
import { fakeClock, say, scriptedEngine } from '@kinglet/testkit';
import { tinyAdapter, tinyBase, tinyFile, tinyModel } from '@kinglet/testkit/tiny-gguf';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportProgress, UserFile } from '../../shared/index.ts';
import type { KeyValues } from '../key-values.ts';
import { createAdapterService } from './adapter-service.ts';
import { type AdapterShelf, openAdapterShelf } from './adapter-shelf.ts';
import { openFilePins } from './file-pins.ts';
import { createImportService } from './import-service.ts';
import { memoryDirectory } from './memory-directory.ts';
import type { ModelDirectory } from './model-directory.ts';
import { ModelFiles, type ModelFilesOptions } from './model-files.ts';
import { ModelPace } from './model-pace.ts';
import { ModelService } from './model-service.ts';
import { type ModelShelf, openModelShelf } from './model-shelf.ts';
import { openModelSpeeds } from './model-speeds.ts';
import { openModelUses } from './model-uses.ts';
import { readStored } from './stored-files.ts';
import { UnpinnedFiles } from './unpinned-files.ts';

const device = {
  webgpu: false,
  shaderF16: false,
  builtIn: null,
  llamaOnGpu: false,
  cores: 8,
  crossOriginIsolated: true,
  memoryGib: 8 as number | null,
};
const base = tinyBase();
const baseFile = await tinyFile('base.gguf', base);
const catalogueModel: ModelRecord = {
  ...{ id: 'listed', name: 'Listed', engine: 'wllama', licence: null, memoryBytes: 1000 },
  ...{ sizeBytes: base.length, contextTokens: 128, files: [baseFile], requires: [], summary: 'In the list.' },
};

function memoryValues(): KeyValues {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => void values.set(key, structuredClone(value)),
    close: () => {},
  };
}

describe('createImportService', () => {
  let directory: ModelDirectory;
  let values: KeyValues;
  let own: ModelShelf;
  let shelf: AdapterShelf;
  let freeBytes: number | null;
  let memoryGib: number | null;
  let told: (ImportProgress | null)[];
  let models: ModelService;
  let listed: ModelRecord;
  let imports: ReturnType<typeof createImportService>;

  beforeEach(async () => {
    directory = memoryDirectory();
    values = memoryValues();
    freeBytes = null;
    memoryGib = 8;
    listed = catalogueModel;
    await visit();
  });

  /** A start of the page over what is stored. */
  async function visit(): Promise<void> {
    own = await openModelShelf(values);
    shelf = await openAdapterShelf(values);
    told = [];
    const clock = fakeClock();
    const uses = await openModelUses(values);
    const access: Omit<ModelFilesOptions, 'tabs'> = {
      ...{ directory, clock, mirrors: () => [] },
      fetch: () => Promise.reject(new TypeError('Nothing is fetched here.')),
      freeBytes: async () => freeBytes,
      exclusive: (_name, _signal, task) => task(),
    };
    const files = new ModelFiles({ ...access, tabs: { tell: () => {}, listen: () => () => {} } });
    const unpinned = new UnpinnedFiles({ ...access, pins: await openFilePins(values) });
    const shop = { directory, shelf, signatures: '' };
    const speeds = await openModelSpeeds(values, { version: '1' });
    const load = async () => scriptedEngine(() => say('hello'));
    models = new ModelService({
      faults: { lost: () => {}, outOfMemory: () => {} },
      ...{
        models: [listed, ...own.records],
        own,
        files,
        unpinned,
        freeBytes: async () => freeBytes,
        shop,
        clock,
        uses,
        device: { ...device, memoryGib },
        pace: new ModelPace({
          speeds,
          losses: { isOffGpu: () => false },
          device: { ...device, memoryGib },
          clock,
          pinned: () => null,
        }),
      },
      drivers: {
        wllama: { origins: [], load },
        'web-llm': { origins: [], load },
        transformers: { origins: [], load },
        'built-in': { origins: [], load },
      },
      ...{ onStatus: () => {}, onRemoved: () => {}, warmUp: async () => {} },
    });
    await models.survey(undefined);
    const adapters = createAdapterService({
      ...{ shop, files, models, freeBytes: async () => freeBytes, idle: async () => {} },
    });
    imports = createImportService({
      ...{ adapters, models, files, shelf: own, device: { ...device, memoryGib }, clock },
      onProgress: (progress) => told.push(progress),
    });
  }

  function userFile(bytes: Uint8Array<ArrayBuffer>, name = 'tiny talk.gguf'): UserFile {
    const blob = new Blob([bytes]);
    return { name, size: blob.size, slice: (start, end) => blob.slice(start, end) };
  }

  const bring = (file: UserFile, replace = false) => imports.import(file, { replace });
  const statusOf = (id: string) => models.statuses.find(({ model }) => model.id === id);

  async function idOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    return `own-${(await tinyFile('', bytes)).sha256.slice(0, 16)}`;
  }

  async function isStored(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    return (await readStored(directory, await tinyFile('', bytes))) !== null;
  }

  async function expectNothingOf(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { sha256 } = await tinyFile('', bytes);
    for (const name of [sha256, `${sha256}.json`, `${sha256}.part`])
      expect(await directory.read(name)).toBeNull();
    expect(own.records).toEqual([]);
    expect(models.records).toEqual([listed]);
  }

  it('takes a model in, lists it, and knows it on the next visit', async () => {
    const bytes = tinyModel();
    const modelId = await idOf(bytes);
    const result = { outcome: 'model-added', modelId, name: 'Tiny Talk', origin: 'own' };
    expect(await bring(userFile(bytes))).toEqual(result);
    expect(await isStored(bytes)).toBe(true);
    expect(told.map((progress) => progress?.phase)).toEqual(['reading', 'storing', 'verifying', undefined]);
    await visit();
    expect(statusOf(modelId)).toMatchObject({
      phase: 'stored',
      fit: 'good',
      model: {
        name: 'Tiny Talk',
        licence: 'mit',
        contextTokens: 512,
        toolUse: 'single-turn',
        summary: 'tiny talk.gguf',
        own: { architecture: 'llama', parameters: 4096, quantization: 'Q8_0', trainedTokens: 512 },
      },
    });
    await models.load(modelId);
    expect(statusOf(modelId)).toMatchObject({ phase: 'ready', adapters: [] });
  });

  it('deletes it with its record and the specialists for it', async () => {
    const bytes = tinyModel();
    await bring(userFile(bytes));
    const { sha256 } = await tinyFile('', bytes);
    const lora = tinyAdapter({ baseSha256: sha256 });
    expect(await bring(userFile(lora))).toMatchObject({ outcome: 'added', modelId: await idOf(bytes) });
    expect(statusOf(await idOf(bytes))?.adapters).toMatchObject([{ id: 'tools-tiny', origin: 'imported' }]);
    await models.remove(await idOf(bytes));
    await expectNothingOf(bytes);
    expect(shelf.records).toEqual([]);
    expect(await isStored(lora)).toBe(false);
  });

  it('says that a model is here already, and stores nothing twice', async () => {
    const bytes = tinyModel();
    await bring(userFile(bytes));
    directory.open = () => expect.unreachable('Nothing is to be written.');
    expect(await bring(userFile(bytes, 'again.gguf'))).toEqual({
      outcome: 'model-there',
      modelId: await idOf(bytes),
      name: 'Tiny Talk',
    });
    expect(own.records).toHaveLength(1);
  });

  it('takes the file of a catalogue model as its download', async () => {
    const bytes = tinyModel();
    listed = { ...catalogueModel, files: [await tinyFile('listed.gguf', bytes)], sizeBytes: bytes.length };
    await visit();
    expect(statusOf('listed')?.phase).toBe('absent');
    const result = { outcome: 'model-added', modelId: 'listed', name: 'Listed', origin: 'catalogue' };
    expect(await bring(userFile(bytes))).toEqual(result);
    expect(statusOf('listed')?.phase).toBe('stored');
    expect(own.records).toEqual([]);
    expect(await bring(userFile(bytes))).toMatchObject({ outcome: 'model-there', modelId: 'listed' });
  });

  it('gives the specialists of another base to no copy that names it as its parent', async () => {
    const bytes = tinyModel({ metadata: { 'kinglet.parent_sha256': baseFile.sha256 } });
    const lora = tinyAdapter({ baseSha256: baseFile.sha256 });
    await bring(userFile(lora));
    await bring(userFile(bytes));
    expect(statusOf('listed')?.adapters).toMatchObject([{ id: 'tools-tiny' }]);
    expect(statusOf(await idOf(bytes))?.adapters).toEqual([]);
  });

  it('asks before a specialist takes the place of one of its id for another base', async () => {
    const bytes = tinyModel();
    await bring(userFile(bytes));
    const modelId = await idOf(bytes);
    await bring(userFile(tinyAdapter({ baseSha256: baseFile.sha256 })));
    const forOwn = userFile(tinyAdapter({ baseSha256: (await tinyFile('', bytes)).sha256 }));
    expect(await bring(forOwn)).toMatchObject({ outcome: 'exists', origin: 'imported' });
    expect(await bring(forOwn, true)).toMatchObject({ outcome: 'added', modelId });
    expect(statusOf('listed')?.adapters).toEqual([]);
    expect(statusOf(modelId)?.adapters).toHaveLength(1);
  });

  it('says what the copy for the CPU will take, and makes it', async () => {
    directory = { ...directory, memoryOnly: false };
    await visit();
    const bytes = tinyModel({ type: 3 });
    const modelId = await idOf(bytes);
    await bring(userFile(bytes));
    const expected = statusOf(modelId)?.model.preparedBytes ?? 0;
    expect(expected).toBeGreaterThan(bytes.length);
    await models.load(modelId);
    expect(statusOf(modelId)).toMatchObject({
      unpreparedReason: null,
      costs: { diskBytes: bytes.length + expected },
    });
  });

  it('keeps an own model that is the prepared copy of another, when that one goes', async () => {
    directory = { ...directory, memoryOnly: false };
    const parent = tinyModel({ type: 3 });
    await visit();
    await bring(userFile(parent));
    await models.load(await idOf(parent));
    const { sha256 } = await tinyFile('', parent);
    const record = (await (await directory.read(`${sha256}.copy.json`))?.text()) ?? '';
    const copy = await directory.read((JSON.parse(record) as { sha256: string }).sha256);
    const copyBytes = new Uint8Array((await copy?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(await bring(userFile(copyBytes))).toMatchObject({ outcome: 'model-added' });
    await models.remove(await idOf(parent));
    expect(await isStored(copyBytes)).toBe(true);
    await models.load(await idOf(copyBytes));
    expect(statusOf(await idOf(copyBytes))?.phase).toBe('ready');
  });

  it.each([
    ['no GGUF', new Uint8Array(300), 'not a GGUF file'],
    ['empty', new Uint8Array(), 'ends at byte 0'],
    ['cut off', tinyModel().slice(0, -1), 'damaged or was cut off'],
    ['hostile in its counts', tinyModel().fill(0xff, 8, 16), 'more than any file has'],
    ['a base model', tinyModel({ metadata: { 'tokenizer.chat_template': null } }), 'no chat template'],
    ['one part of several', tinyModel({ metadata: { 'split.count': { u16: 2 } } }), 'split model of 2'],
    ['a projector', tinyModel({ metadata: { 'general.type': 'mmproj' } }), 'type mmproj'],
    ['without weights', tinyModel({ metadata: { 'llama.block_count': 0 } }), 'llama.block_count'],
  ])('refuses a file that is %s, before a byte is stored', async (_what, bytes, reason) => {
    directory.open = () => expect.unreachable('Nothing is to be written.');
    await expect(bring(userFile(bytes))).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(reason),
    });
    await expectNothingOf(bytes);
  });

  it.each([
    [
      'of an unknown kind',
      { 'general.architecture': 'nosuch', 'nosuch.context_length': 9 },
      'of the kind "nosuch"',
    ],
    ['whose cache fits no WebAssembly', { 'llama.block_count': 2 ** 31 }, 'WebAssembly has 4 GiB'],
  ])('refuses a model %s', async (_what, metadata, reason) => {
    const bytes = tinyModel({
      metadata: {
        'nosuch.embedding_length': 64,
        'nosuch.block_count': 1,
        ...metadata,
      },
    });
    memoryGib = null;
    await visit();
    await expect(bring(userFile(bytes))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(reason),
    });
    await expectNothingOf(bytes);
  });

  it('refuses a model that this device has too little memory for, by the facts of the catalogue’s', async () => {
    memoryGib = 0.125;
    await visit();
    await expect(bring(userFile(tinyModel()))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /^Tiny Talk needs .* GiB of memory; this device has 0.125 GiB\. Choose a smaller/,
      ),
    });
    expect(own.records).toEqual([]);
  });

  it('refuses a file of more than 2 GB by its size', async () => {
    await expect(bring(grown(tinyModel(), 2_000_000_001))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('takes 2 GB at most'),
    });
  });

  it('keeps nothing where there is no room', async () => {
    freeBytes = 100;
    const bytes = tinyModel();
    await expect(bring(userFile(bytes))).rejects.toMatchObject({
      code: 'quota-exceeded',
      message: expect.stringContaining('The model needs'),
    });
    await expectNothingOf(bytes);
  });

  it('keeps nothing where the room ends on the way', async () => {
    const bytes = tinyModel();
    const { open } = directory;
    directory.open = async (name) => {
      const file = await open(name);
      if (!name.endsWith('.part')) return file;
      file.write(new Uint8Array(8), { at: 0 });
      file.write = () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      };
      return file;
    };
    await expect(bring(userFile(bytes))).rejects.toMatchObject({ code: 'quota-exceeded' });
    await expectNothingOf(bytes);
  });

  it('keeps nothing where the store gives back other bytes', async () => {
    const bytes = tinyModel();
    const { open } = directory;
    directory.open = async (name) => {
      const file = await open(name);
      const read = file.read.bind(file);
      file.read = (target, options) => {
        const count = read(target, options);
        (target as Uint8Array)[0] = 0;
        return count;
      };
      return file;
    };
    await expect(bring(userFile(bytes))).rejects.toMatchObject({ code: 'hash-mismatch' });
    await expectNothingOf(bytes);
  });

  it('keeps nothing where the file changes between its hash and its copy', async () => {
    const bytes = tinyModel();
    const { open } = directory;
    directory.open = async (name) => {
      if (name.endsWith('.part')) bytes[bytes.length - 1] = 7;
      return open(name);
    };
    const before = bytes.slice();
    const file = { name: 'a.gguf', size: bytes.length, slice: sliceOf(bytes) };
    await expect(bring(file)).rejects.toThrow('was changed, moved or deleted while it was read');
    await expectNothingOf(before);
  });

  it('says that a file is gone, whatever the browser calls that', async () => {
    const gone = () => ({
      arrayBuffer: () => Promise.reject(new DOMException('Gone.', 'NotReadableError')),
    });
    await expect(bring({ name: 'a.gguf', size: 900, slice: gone })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('Choose it again'),
    });
  });

  it.each(['reading', 'storing', 'verifying'] as const)(
    'is cancelled while %s, and keeps nothing',
    async (phase) => {
      const bytes = tinyModel();
      told.push = (progress) => {
        if (progress?.phase === phase) imports.cancel();
        return 0;
      };
      expect(await bring(userFile(bytes))).toEqual({ outcome: 'cancelled' });
      await expectNothingOf(bytes);
      told.push = () => 0;
      expect(await bring(userFile(bytes))).toMatchObject({ outcome: 'model-added' });
    },
  );

  it('takes one file at a time', async () => {
    const first = bring(userFile(tinyModel()));
    await expect(bring(userFile(tinyModel()))).rejects.toThrow('Another file is being imported');
    expect(await first).toMatchObject({ outcome: 'model-added' });
  });

  it('shows what a dead tab left of a file, and takes it up again or deletes it', async () => {
    const bytes = tinyModel();
    const { sha256 } = await tinyFile('', bytes);
    const { rename } = directory;
    directory.rename = () => new Promise(() => {});
    void bring(userFile(bytes));
    await expect.poll(() => told.at(-1)?.phase).toBe('verifying');
    await expect.poll(() => own.records).toHaveLength(1);
    directory.rename = rename;
    await visit();
    const id = await idOf(bytes);
    expect(statusOf(id)).toMatchObject({ phase: 'failed', error: { code: 'storage-denied' } });
    expect(await bring(userFile(bytes))).toMatchObject({ outcome: 'model-added', modelId: id });
    expect(statusOf(id)).toMatchObject({ phase: 'stored', error: null });
    await models.remove(id);
    expect(await directory.read(`${sha256}.part`)).toBeNull();
    await expectNothingOf(bytes);
  });

  it('leaves out records that are broken', async () => {
    await bring(userFile(tinyModel()));
    const [record] = own.records;
    await values.put('models', [
      { ...record, own: undefined },
      record,
      { ...record, own: { parameters: 'many' } },
      7,
    ]);
    expect((await openModelShelf(values)).records).toEqual([record]);
  });

  it('still takes specialists, and tells their size limit unread', async () => {
    const lora = tinyAdapter({ baseSha256: baseFile.sha256 });
    expect(await bring(userFile(lora))).toEqual({ outcome: 'added', id: 'tools-tiny', modelId: 'listed' });
    await expect(bring(grown(lora, 300_000_001))).rejects.toThrow('at most 300 MB are read');
  });
});

/** Reads the bytes as they are now, as a file on a disk is read. */
function sliceOf(bytes: Uint8Array<ArrayBuffer>): UserFile['slice'] {
  return (start, end) => ({ arrayBuffer: async () => bytes.slice(start, end).buffer });
}

/** The bytes with so many zeros after them that the file has this size. */
function grown(bytes: Uint8Array<ArrayBuffer>, size: number): UserFile {
  const slice: UserFile['slice'] = (start, end) => ({
    async arrayBuffer() {
      const part = new Uint8Array(end - start);
      part.set(bytes.subarray(start, end));
      return part.buffer;
    },
  });
  return { name: 'large.gguf', size, slice };
}
