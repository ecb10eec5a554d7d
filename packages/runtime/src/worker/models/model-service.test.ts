import {
  type AdapterRecord,
  type Engine,
  KingletError,
  type ModelFile,
  type ModelRecord,
} from '@kinglet/spec';
import { type FakeClock, failWith, fakeClock, hang, say, scriptedEngine, waitFor } from '@kinglet/testkit';
import { tinyAdapter, tinyBase, tinyFile } from '@kinglet/testkit/tiny-gguf';
import { sha256 } from 'hash-wasm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred, type ModelStatus } from '../../shared/index.ts';
import type { Fetch } from '../approved-fetch.ts';
import type { LoadContext } from './engine-drivers.ts';
import { type FilePins, openFilePins } from './file-pins.ts';
import { memoryDirectory } from './memory-directory.ts';
import type { ModelDirectory } from './model-directory.ts';
import { ModelFiles, type ModelFilesOptions } from './model-files.ts';
import { ModelPace } from './model-pace.ts';
import { ModelService } from './model-service.ts';
import { type ModelSpeeds, openModelSpeeds } from './model-speeds.ts';
import { storeFile } from './store-file.ts';
import { memoryValues } from './testing/memory-values.ts';
import { UnpinnedFiles } from './unpinned-files.ts';

const bytes = new Uint8Array(20_000).fill(7);
const file: ModelFile = {
  name: 'tiny.gguf',
  sizeBytes: bytes.length,
  sha256: await sha256(bytes),
  sources: ['https://hub.example/tiny.gguf'],
};

function record(id: string, change: Partial<ModelRecord> = {}): ModelRecord {
  return {
    id,
    name: id,
    engine: 'wllama',
    licence: null,
    sizeBytes: bytes.length,
    memoryBytes: null,
    contextTokens: 128,
    files: [file],
    requires: [],
    summary: '',
    ...change,
  };
}

const device = {
  webgpu: false,
  shaderF16: false,
  builtIn: null,
  llamaOnGpu: true,
  cores: 8,
  crossOriginIsolated: true,
  memoryGib: null,
};
const { signal } = new AbortController();
const scriptedRun = { modelId: 'scripted', engine: 'scripted', backend: 'wasm', threads: 0 } as const;
const request = { messages: [], tools: [], maxTokens: 8 };

describe('ModelService', () => {
  let directory: ModelDirectory;
  let phases: string[];
  let fetched: string[];
  let serve: Fetch;
  let load: (context: LoadContext) => Promise<Engine>;
  let warmUp: (engine: Engine, signal: AbortSignal) => Promise<void>;
  let imported: readonly AdapterRecord[];
  let own: readonly ModelRecord[];
  let removed: string[];
  let onCpu: boolean;
  let freeBytes: number | null;
  let used: Map<string, number>;
  let troubles: string[];
  let offGpu: Set<string>;
  let speeds: ModelSpeeds;
  let pins: FilePins;
  let clock: FakeClock;
  let pinned: 'wasm' | 'webgpu' | null;

  beforeEach(async () => {
    clock = fakeClock();
    speeds = await openModelSpeeds(memoryValues(), { version: '1' });
    pins = await openFilePins(memoryValues());
    pinned = null;
    // A first load of it calibrates no more.
    await speeds.note(scriptedRun, { prefillPerSecond: 60, decodePerSecond: 20 }, { isCalibration: false });
    directory = memoryDirectory();
    phases = [];
    fetched = [];
    serve = async () => new Response(bytes.slice());
    load = async () => scriptedEngine(() => say('hello'));
    warmUp = async () => {};
    imported = [];
    own = [];
    removed = [];
    onCpu = false;
    freeBytes = null;
    used = new Map();
    troubles = [];
    offGpu = new Set();
  });

  function service(models = [record('tiny'), record('twin')], mirrors: readonly string[] = []): ModelService {
    const access: Omit<ModelFilesOptions, 'tabs'> = {
      ...{ directory, clock: fakeClock(), mirrors: () => mirrors, freeBytes: async () => freeBytes },
      fetch: (url, init) => {
        fetched.push(String(url));
        return serve(url, init);
      },
      exclusive: (_name, _signal, task) => task(),
    };
    return new ModelService({
      models,
      own: { records: own, put: async () => {}, remove: async (id) => void removed.push(id) },
      device: { ...device, llamaOnGpu: !onCpu },
      pace: new ModelPace({
        ...{ speeds, clock, device: { ...device, llamaOnGpu: !onCpu } },
        pinned: () => pinned,
        losses: { isOffGpu: (id) => offGpu.has(id) },
      }),
      clock,
      freeBytes: async () => freeBytes,
      uses: { lastUsedMs: (id) => used.get(id) ?? 0, note: async (id, nowMs) => void used.set(id, nowMs) },
      shop: {
        directory,
        shelf: { records: imported, put: async () => {}, remove: async () => {} },
        signatures: 'time(place?)',
      },
      files: new ModelFiles({ ...access, tabs: { tell: () => {}, listen: () => () => {} } }),
      unpinned: new UnpinnedFiles({ ...access, pins }),
      drivers: {
        wllama: { origins: [], load: (context) => load(context) },
        'web-llm': { origins: [], load: (context) => load(context) },
        transformers: { origins: [], load: (context) => load(context) },
        'built-in': { origins: [], load: (context) => load(context) },
      },
      onStatus: ({ model, phase }) => {
        const entry = `${model.id} ${phase}`;
        if (phases.at(-1) !== entry) phases.push(entry);
      },
      onRemoved: (id) => removed.push(`${id} shown`),
      faults: {
        lost: ({ id }, { backend }) => void troubles.push(`${id} lost on ${backend}`),
        outOfMemory: ({ id }) => void troubles.push(`${id} out of memory`),
      },
      warmUp: (engine, end) => warmUp(engine, end),
    });
  }

  function status(models: ModelService, id = 'tiny'): ModelStatus | undefined {
    return models.statuses.find(({ model }) => model.id === id);
  }

  it('downloads, verifies, loads, and warms up', async () => {
    const models = service();
    await models.load('tiny');
    expect(phases).toEqual([
      'tiny downloading',
      'tiny verifying',
      'tiny stored',
      'tiny loading',
      'tiny ready',
    ]);
    await vi.waitFor(() => expect(status(models)?.warm).toBe(true));
    expect(models.engine?.info.engine).toBe('scripted');
  });

  it('asks the mirrors of the settings first', async () => {
    await service(undefined, ['https://mirror.example/models']).load('tiny');
    expect(fetched).toEqual(['https://mirror.example/models/tiny.gguf']);
  });

  it('stays ready where the warm-up fails', async () => {
    warmUp = async () => {
      throw new KingletError('engine-failed', 'No.');
    };
    const models = service();
    await models.load('tiny');
    expect(status(models)).toMatchObject({ phase: 'ready', warm: false });
  });

  it('knows on the next visit what is stored, and fetches nothing twice', async () => {
    await service().load('tiny');
    fetched = [];
    const models = service();
    await models.survey(undefined);
    expect(status(models)?.phase).toBe('stored');
    await models.load('tiny');
    expect(fetched).toEqual([]);
  });

  it('shows the model that ended the last tab as failed, so that nobody loads it unasked', async () => {
    await service().load('tiny');
    const models = service();
    await models.survey('tiny');
    expect(status(models)).toMatchObject({ phase: 'failed', error: { code: 'engine-failed' } });
    expect(await models.engineFor('tiny', signal)).toBeNull();
    await models.load('tiny');
    expect(status(models)).toMatchObject({ phase: 'ready', error: null });
  });

  it('pauses with what came, shows it on the next visit, and goes on from there', async () => {
    const models = service();
    serve = async (_url, init) =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(bytes.slice(0, 8_000));
            init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
          },
        }),
      );
    const loading = models.load('tiny');
    await vi.waitFor(async () => expect((await directory.read(`${file.sha256}.part`))?.size).toBe(8_000));
    await models.pause('tiny');
    await loading;
    expect(status(models)).toMatchObject({ phase: 'paused', receivedBytes: 8_000, error: null });

    const next = service();
    await next.survey(undefined);
    expect(status(next)).toMatchObject({ phase: 'paused', receivedBytes: 8_000 });
    serve = async (_url, init) => {
      expect(new Headers(init?.headers).get('Range')).toBe('bytes=8000-19999');
      return new Response(bytes.slice(8_000), { status: 206 });
    };
    await next.load('tiny');
    expect(status(next)?.phase).toBe('ready');
  });

  it('cancels and keeps nothing', async () => {
    const models = service();
    serve = (_url, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const loading = models.load('tiny');
    await vi.waitFor(() => expect(fetched).toHaveLength(1));
    await models.cancel('tiny');
    await loading;
    expect(status(models)).toMatchObject({ phase: 'absent', receivedBytes: 0, error: null });
    expect(await directory.read(`${file.sha256}.part`)).toBeNull();
  });

  it('tells why a download failed, and can be tried again', async () => {
    const models = service();
    serve = async () => {
      throw new TypeError('Failed to fetch');
    };
    await expect(models.load('tiny')).rejects.toMatchObject({ code: 'model-source' });
    expect(status(models)).toMatchObject({ phase: 'failed', error: { code: 'model-source' } });
    serve = async () => new Response(bytes.slice());
    await models.load('tiny');
    expect(status(models)).toMatchObject({ phase: 'ready', error: null });
  });

  it('names the models that could make room where the store is too small, and removes none', async () => {
    const small = new Uint8Array(10).fill(3);
    const other = { ...file, name: 'other.gguf', sizeBytes: small.length, sha256: await sha256(small) };
    const models = service([record('tiny'), record('old', { files: [other] })]);
    serve = async () => new Response(small);
    await models.load('old');
    expect(used.get('old')).toBe(fakeClock().nowMs());
    freeBytes = 100;
    await expect(models.load('tiny')).rejects.toMatchObject({ code: 'quota-exceeded' });
    expect(status(models)?.error?.message).not.toContain('Unused');
    const next = service([record('tiny'), record('old', { files: [other] })]);
    await next.survey(undefined);
    await expect(next.load('tiny')).rejects.toMatchObject({
      code: 'quota-exceeded',
      message: expect.stringContaining('Unused for longest: old (0.0 MB). You can delete them under Models.'),
    });
    expect(status(next, 'old')?.phase).toBe('stored');
  });

  it('tells why an engine would not load, and keeps the file', async () => {
    const models = service();
    load = async () => {
      throw new KingletError('engine-failed', 'Not a model.');
    };
    await expect(models.load('tiny')).rejects.toMatchObject({ code: 'engine-failed' });
    expect(status(models)).toMatchObject({ phase: 'failed', error: { message: 'Not a model.' } });
    load = async () => scriptedEngine([]);
    await models.load('tiny');
    expect(fetched).toHaveLength(1);
  });

  it('refuses what this device cannot run, and what nobody knows', async () => {
    const models = service([record('large', { requires: ['webgpu'] })]);
    await expect(models.load('large')).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        / needs WebGPU, which this browser does not offer\. Choose another model\.$/,
      ),
    });
    await expect(models.load('other')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('unloads one model before it loads another', async () => {
    const models = service();
    await models.load('tiny');
    const first = models.engine;
    await models.load('twin');
    expect(status(models)?.phase).toBe('stored');
    expect(status(models, 'twin')?.phase).toBe('ready');
    await expect(first?.generate(request, { signal })[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'engine-lost',
    });
  });

  it('joins two requests for the same model', async () => {
    const models = service();
    await Promise.all([models.load('tiny'), models.load('tiny')]);
    expect(fetched).toHaveLength(1);
  });

  it('gives a run the engine that is on its way, loads a stored one, and null for an absent one', async () => {
    const models = service();
    expect(await models.engineFor('tiny', signal)).toBeNull();
    const loading = models.load('tiny');
    expect(await models.engineFor('tiny', signal)).not.toBeNull();
    await loading;
    const next = service();
    await next.survey(undefined);
    expect(await next.engineFor('tiny', signal)).not.toBeNull();
  });

  it('drops an engine that was lost, and loads it again for the next run', async () => {
    load = async () => scriptedEngine(() => failWith(new KingletError('engine-lost', 'The GPU is gone.')));
    const models = service();
    await models.load('tiny');
    await expect(
      models.engine?.generate(request, { signal })[Symbol.asyncIterator]().next(),
    ).rejects.toThrow();
    expect(status(models)).toMatchObject({ phase: 'stored', error: { code: 'engine-lost' }, engine: null });
    expect(troubles).toEqual(['tiny lost on wasm']);
    load = async () => scriptedEngine(() => say('back'));
    expect(await models.engineFor('tiny', signal)).not.toBeNull();
    expect(status(models)).toMatchObject({ phase: 'ready', error: null });
  });

  it('says which model could not be loaded for want of memory, and no other failure', async () => {
    const models = service();
    load = async () => {
      throw new KingletError('engine-failed', 'The model could not be loaded.', {
        cause: new RangeError('WebAssembly.Memory(): could not allocate memory'),
      });
    };
    await expect(models.load('tiny')).rejects.toMatchObject({ code: 'engine-failed' });
    load = async () => {
      throw new KingletError('engine-failed', 'The file is damaged.');
    };
    await expect(models.load('twin')).rejects.toMatchObject({ code: 'engine-failed' });
    expect(troubles).toEqual(['tiny out of memory']);
  });

  it('loads without the GPU what is to run so', async () => {
    const backends: unknown[] = [];
    load = async ({ backend }) => {
      backends.push(backend);
      return scriptedEngine(() => say('hello'));
    };
    const models = service();
    await models.load('tiny');
    offGpu.add('twin');
    await models.load('twin');
    expect(backends).toEqual(['webgpu', 'wasm']);
  });

  it('is loaded anew on a backend that is asked for once, and says when its warm-up is over', async () => {
    const backends: unknown[] = [];
    load = async ({ backend }) => {
      backends.push(backend);
      return scriptedEngine([]);
    };
    const warm = deferred<void>();
    const models = service();
    await models.load('tiny');
    warmUp = () => warm.promise;
    await models.reload('tiny', { backend: 'wasm' });
    const prepared = vi.fn();
    const preparing = models.prepared().then(prepared);
    await Promise.resolve();
    expect(prepared).not.toHaveBeenCalled();
    warm.resolve();
    await preparing;
    expect(status(models)?.warm).toBe(true);
    await models.reload('tiny');
    expect(backends).toEqual(['webgpu', 'wasm', 'webgpu']);
  });

  it('deletes a model that is loaded', async () => {
    const models = service();
    await models.load('tiny');
    await models.remove('tiny');
    expect(models.engine).toBeNull();
    expect(status(models)?.phase).toBe('absent');
    expect(await directory.read(file.sha256)).toBeNull();
  });

  it('says that bytes in memory are for this visit only', async () => {
    const models = service();
    await models.load('tiny');
    expect(status(models)?.memoryOnly).toBe(true);
  });

  it('shows the progress of an engine that fetches by its own list', async () => {
    load = async ({ onProgress }) => {
      onProgress(0.5);
      onProgress(1);
      return scriptedEngine([]);
    };
    const models = service([record('own', { engine: 'web-llm', files: [] })]);
    await models.load('own');
    expect(phases).toEqual(['own loading', 'own downloading', 'own loading', 'own ready']);
  });

  describe('of the user’s own', () => {
    const facts = { architecture: 'llama', parameters: 9, quantization: 'Q8_0', trainedTokens: 128 };
    const mine = record('mine', { files: [{ ...file, sources: [] }], own: facts });

    beforeEach(() => {
      own = [mine];
    });

    async function bring(models: ModelService): Promise<void> {
      await storeFile(file, new Blob([bytes]), {
        ...{ directory, signal, what: 'The model' },
        freeBytes: async () => null,
      });
      await models.show(mine);
    }

    it('joins the list, loads without fetching, and leaves the list when it is deleted', async () => {
      const models = service([]);
      await bring(models);
      expect(status(models, 'mine')).toMatchObject({ phase: 'stored', error: null });
      await models.load('mine');
      expect(status(models, 'mine')?.phase).toBe('ready');
      expect(fetched).toEqual([]);
      await models.remove('mine');
      expect(models.statuses).toEqual([]);
      expect(removed).toEqual(['mine', 'mine shown']);
      expect(await directory.read(file.sha256)).toBeNull();
    });

    it('is loaded on the next visit', async () => {
      await bring(service([]));
      const models = service([mine]);
      await models.survey(undefined);
      expect(await models.engineFor('mine', signal)).not.toBeNull();
    });

    it('says that its file is lost, and asks no mirror for it', async () => {
      const models = service([mine], ['https://mirror.example/']);
      await models.survey(undefined);
      expect(status(models, 'mine')).toMatchObject({ phase: 'failed', error: { code: 'storage-denied' } });
      await expect(models.load('mine')).rejects.toThrow('Choose it again, or delete the model.');
      expect(fetched).toEqual([]);
      await bring(models);
      expect(status(models, 'mine')).toMatchObject({ phase: 'stored', error: null });
    });

    it('stays whole when its load is cancelled', async () => {
      const models = service([]);
      await bring(models);
      load = ({ signal: end }) =>
        new Promise((_, reject) => end.addEventListener('abort', () => reject(end.reason)));
      const loading = models.load('mine');
      await vi.waitFor(() => expect(status(models, 'mine')?.phase).toBe('loading'));
      void models.cancel('mine');
      await models.pause('mine');
      await loading;
      expect(status(models, 'mine')?.phase).toBe('stored');
    });
  });

  describe('with specialists', async () => {
    const base = tinyBase();
    const baseFile = await tinyFile('base.gguf', base);
    const lora = tinyAdapter({ baseSha256: baseFile.sha256 });
    const adapter: AdapterRecord = {
      ...{ id: 'tools-tiny', format: 'schemas', tools: '', baseSha256: baseFile.sha256, rank: 4 },
      ...{ licence: 'MIT', name: 'Tools', summary: 'Calls.', file: await tinyFile('lora.gguf', lora) },
    };
    const model = (change: Partial<ModelRecord> = {}) =>
      record('tiny', {
        files: [baseFile],
        sizeBytes: base.length,
        memoryBytes: 1000,
        adapters: [adapter],
        ...change,
      });
    const served: Record<string, Uint8Array<ArrayBuffer>> = { 'base.gguf': base, 'lora.gguf': lora };
    const serveAll: Fetch = async (url) => new Response(served[String(url).split('/').at(-1) ?? '']?.slice());
    let loads: LoadContext[];

    beforeEach(() => {
      // A store that outlives the page, as OPFS is: copies are made in no other.
      directory = { ...directory, memoryOnly: false };
      serve = serveAll;
      loads = [];
      load = async (context) => {
        loads.push(context);
        return scriptedEngine(() => say('hello'));
      };
    });

    it('downloads them with the model, counts them, and loads them beside it', async () => {
      const models = service([model()]);
      const total = base.length + lora.length;
      expect(status(models)?.costs).toMatchObject({ downloadBytes: total, memoryBytes: 1000 + lora.length });
      await models.load('tiny');
      expect(status(models)).toMatchObject({ receivedBytes: total, adapters: [{ state: 'in-use' }] });
      expect(loads[0]?.adapters).toMatchObject([{ info: { id: 'tools-tiny' } }]);
      fetched = [];
      const next = service([model()]);
      await next.survey(undefined);
      expect(status(next)).toMatchObject({ phase: 'stored', adapters: [{ state: 'stored' }] });
      await next.load('tiny');
      expect(fetched).toEqual([]);
    });

    it.each([
      ['that cannot be fetched', () => new Response(null, { status: 404 }), 'missing', '404'],
      ['that comes with other bytes', () => new Response(lora.slice().fill(3)), 'missing', 'other bytes'],
    ] as const)(
      'loads without one %s, says why, and tries again at the next load',
      async (_what, answer, state, why) => {
        serve = async (url, init) => (String(url).includes('lora') ? answer() : serveAll(url, init));
        const models = service([model()]);
        await models.load('tiny');
        expect(status(models)).toMatchObject({
          phase: 'ready',
          error: null,
          adapters: [{ state, reason: expect.stringContaining(why) }],
          costs: { memoryBytes: 1000 },
        });
        expect(loads[0]?.adapters).toEqual([]);
        serve = serveAll;
        await models.reload('tiny');
        expect(status(models)).toMatchObject({ phase: 'ready', adapters: [{ state: 'in-use' }] });
      },
    );

    it('refuses one whose file does not do, and loads the model', async () => {
      const hostile = new Uint8Array(lora.length);
      const file = await tinyFile('lora.gguf', hostile);
      serve = async (url, init) =>
        String(url).includes('lora') ? new Response(hostile.slice()) : serveAll(url, init);
      const models = service([model({ adapters: [{ ...adapter, file }] })]);
      await models.load('tiny');
      expect(status(models)).toMatchObject({ phase: 'ready', adapters: [{ state: 'refused' }] });
      expect(status(models)?.adapters[0]?.reason).not.toBe('');
      expect(loads[0]?.adapters).toEqual([]);
    });

    it('loads without those that the engine does not take', async () => {
      load = async (context) => {
        loads.push(context);
        if (context.adapters.length > 0) throw new KingletError('engine-failed', 'No such tensor.');
        return scriptedEngine([]);
      };
      const models = service([model()]);
      await models.load('tiny');
      expect(loads).toHaveLength(2);
      expect(status(models)).toMatchObject({
        phase: 'ready',
        adapters: [{ state: 'refused', reason: expect.stringContaining('No such tensor.') }],
      });
    });

    it('shows one with other tools as stale before the model is loaded', async () => {
      const models = service([model({ adapters: [{ ...adapter, format: 'bare', tools: 'time(place)' }] })]);
      await models.survey(undefined);
      expect(status(models)?.adapters).toMatchObject([{ state: 'absent' }]);
      await models.load('tiny');
      await models.pause('tiny');
      expect(loads[0]?.adapters).toEqual([]);
    });

    it('goes on without one that is on its way when the user stops that', async () => {
      serve = (url, init) =>
        String(url).includes('lora')
          ? new Promise((_, reject) =>
              init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
            )
          : serveAll(url, init);
      const models = service([model()]);
      const loading = models.load('tiny');
      await vi.waitFor(() => expect(fetched).toHaveLength(2));
      await models.cancel('tiny');
      await loading;
      expect(status(models)).toMatchObject({
        phase: 'ready',
        adapters: [{ state: 'missing', reason: expect.stringContaining('was skipped') }],
      });
      serve = serveAll;
      await models.reload('tiny');
      expect(fetched).toHaveLength(2);
      expect(status(models)?.phase).toBe('ready');
    });

    it('deletes them with the model, but for what the user brought', async () => {
      const models = service([model()]);
      await models.load('tiny');
      await models.remove('tiny');
      expect(await directory.read(adapter.file.sha256)).toBeNull();
      expect(status(models)?.adapters).toMatchObject([{ state: 'absent' }]);

      await service([model()]).load('tiny');
      imported = [adapter];
      const own = service([model({ adapters: [] })]);
      await own.load('tiny');
      expect(status(own)?.adapters).toMatchObject([{ origin: 'imported', state: 'in-use' }]);
      await own.remove('tiny');
      expect(await directory.read(adapter.file.sha256)).not.toBeNull();
    });

    it('prepares a copy once where the model runs on the CPU, and loads that from then on', async () => {
      onCpu = true;
      const models = service([model({ preparedBytes: 5000 })]);
      expect(status(models)?.costs.diskBytes).toBe(base.length + lora.length + 5000);
      await models.load('tiny');
      expect(phases.slice(-4)).toEqual(['tiny stored', 'tiny preparing', 'tiny loading', 'tiny ready']);
      const copyBytes = loads[0]?.files[0]?.size ?? 0;
      expect(copyBytes).toBeGreaterThan(base.length);
      expect(status(models)).toMatchObject({
        preparedShare: null,
        unpreparedReason: null,
        costs: {
          diskBytes: base.length + lora.length + copyBytes,
          memoryBytes: 1000 + lora.length + copyBytes - base.length,
        },
      });
      phases = [];
      const next = service([model()]);
      await next.survey(undefined);
      await next.load('tiny');
      expect(phases).not.toContain('tiny preparing');
      expect(loads[1]?.files[0]?.size).toBe(copyBytes);
      expect(loads[1]?.adapters).toHaveLength(1);
      await next.remove('tiny');
      expect(status(next)?.costs.diskBytes).toBe(base.length + lora.length);
      expect(await directory.read(`${baseFile.sha256}.copy.json`)).toBeNull();
    });

    it('prepares none where a GPU runs the model, nor where nothing outlives the page', async () => {
      await service([model()]).load('tiny');
      directory = memoryDirectory();
      onCpu = true;
      await service([model()]).load('tiny');
      expect(phases).not.toContain('tiny preparing');
      expect(loads.map(({ files }) => files[0]?.size)).toEqual([base.length, base.length]);
    });

    it('runs from the file as it came where the copy finds no room, and says so', async () => {
      await service([model()]).load('tiny');
      onCpu = true;
      freeBytes = 100;
      const models = service([model()]);
      await models.load('tiny');
      expect(status(models)).toMatchObject({
        phase: 'ready',
        error: null,
        preparedShare: null,
        unpreparedReason: expect.stringContaining('The copy for this device needs'),
      });
      expect(loads.at(-1)?.files[0]?.size).toBe(base.length);
    });

    it('runs from the file as it came where the user skips the copy', async () => {
      onCpu = true;
      const models = service([model()]);
      const { open } = directory;
      directory.open = async (name) => {
        if (name.includes('.copy.')) void models.cancel('tiny');
        return open(name);
      };
      await models.load('tiny');
      expect(status(models)).toMatchObject({
        phase: 'ready',
        unpreparedReason: expect.stringContaining('was skipped'),
      });
      expect(loads.at(-1)?.files[0]?.size).toBe(base.length);
      expect(await directory.read(`${baseFile.sha256}.copy.part`)).toBeNull();
    });

    it('leaves no half of a copy where the load is stopped meanwhile', async () => {
      onCpu = true;
      const models = service([model()]);
      const { open } = directory;
      directory.open = async (name) => {
        if (name.includes('.copy.')) void models.pause('tiny');
        return open(name);
      };
      await models.load('tiny');
      expect(status(models)).toMatchObject({ phase: 'stored', error: null, preparedShare: null });
      expect(loads).toEqual([]);
      expect(await directory.read(`${baseFile.sha256}.copy.part`)).toBeNull();
    });
  });

  it('loads a model again whose specialists change while it is being loaded', async () => {
    let loads = 0;
    load = ({ signal: stop }) => {
      loads += 1;
      if (loads > 1) return Promise.resolve(scriptedEngine(() => say('hello')));
      return new Promise((_resolve, reject) => {
        stop.addEventListener('abort', () => reject(stop.reason), { once: true });
      });
    };
    const models = service();
    const first = models.load('tiny');
    await vi.waitFor(() => expect(loads).toBe(1));
    await models.reload('tiny');
    await first;
    expect(loads).toBe(2);
    expect(status(models)?.phase).toBe('ready');
  });

  it('says whether there is room for each model, again after a download and after a removal', async () => {
    const large = record('twin', {
      sizeBytes: 30_000,
      files: [{ ...file, sizeBytes: 30_000, sha256: 'f'.repeat(64) }],
    });
    freeBytes = 40_000;
    const models = service([record('tiny'), large]);
    await models.survey(undefined);
    expect([status(models)?.room, status(models, 'twin')?.room]).toEqual(['fits', 'fits']);
    serve = async () => {
      freeBytes = 20_000;
      return new Response(bytes.slice());
    };
    await models.load('tiny');
    expect([status(models)?.room, status(models, 'twin')?.room]).toEqual([undefined, 'full']);
    freeBytes = 40_000;
    await models.remove('tiny');
    expect([status(models)?.room, status(models, 'twin')?.room]).toEqual(['fits', 'fits']);
  });

  it('records the hash of a file that nobody published, and takes no other later', async () => {
    const unpinned = { ...file, sizeBytes: null, sha256: null };
    const listed = record('tiny', { files: [], sizeBytes: null, unpinned: [unpinned] });
    serve = async (_url, init) => {
      const [, end] = /-(\d+)$/.exec(new Headers(init?.headers).get('Range') ?? '') ?? [];
      const headers = { 'Content-Range': `bytes 0-${end}/${bytes.length}` };
      return new Response(bytes.slice(0, Number(end) + 1), { status: 206, headers });
    };
    const models = service([listed]);
    await models.survey(undefined);
    expect(status(models)).toMatchObject({ phase: 'absent', costs: { downloadBytes: null } });
    await models.load('tiny');
    expect(status(models)).toMatchObject({
      phase: 'ready',
      model: { sizeBytes: bytes.length, files: [{ sha256: file.sha256, recorded: true }] },
      costs: { downloadBytes: bytes.length },
    });
    await models.remove('tiny');
    expect(status(models)?.phase).toBe('absent');
    serve = async () => new Response(bytes.map(() => 8));
    await expect(models.load('tiny')).rejects.toMatchObject({ code: 'hash-mismatch' });
  });

  it('pauses a first download with what came, and cancels it', async () => {
    const unpinned = { ...file, sha256: null };
    const listed = record('tiny', { files: [], unpinned: [unpinned] });
    serve = async (_url, init) =>
      new Response(
        new ReadableStream({
          start(controller) {
            init?.signal?.throwIfAborted();
            controller.enqueue(bytes.slice(0, 8_000));
            init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
          },
        }),
      );
    const part = `${await sha256(`${file.name} ${file.sources[0]}`)}.part`;
    const models = service([listed]);
    for (const [verb, phase, receivedBytes] of [
      ['pause', 'paused', 8_000],
      ['cancel', 'absent', 0],
    ] as const) {
      const loading = models.load('tiny');
      await vi.waitFor(async () => expect((await directory.read(part))?.size).toBe(8_000));
      await models[verb]('tiny');
      await loading;
      expect(status(models)).toMatchObject({ phase, receivedBytes, error: null });
    }
  });

  describe('measures', () => {
    const info = { engine: 'wllama', backend: 'webgpu', modelId: 'tiny' } as const;
    const counting = [...waitFor(500), ...say('one two three four five six seven eight'), ...waitFor(400)];
    const small = record('tiny', { parameters: 100e6 });
    const large = record('twin', { parameters: 200e6, files: [{ ...file, sha256: 'f'.repeat(64) }] });

    it('once, before the warm-up, a model that never ran here, and says it of those like it', async () => {
      const calls: string[] = [];
      load = async () => {
        const script = () => {
          calls.push('call');
          return counting;
        };
        return scriptedEngine(script, { info, clock });
      };
      warmUp = async () => void calls.push('warm-up');
      const models = service([small, large]);
      expect(status(models)).toMatchObject({ speed: null, backend: 'webgpu' });
      await models.load('tiny');
      await vi.waitFor(() => expect(clock.sleepers).toBe(2));
      await clock.advance(500);
      await clock.advance(400);
      await vi.waitFor(() => expect(status(models)?.warm).toBe(true));
      expect(calls).toEqual(['call', 'warm-up']);
      expect(status(models)?.speed).toMatchObject({ basis: 'measured', decodePerSecond: 20 });
      expect(status(models, 'twin')?.speed).toMatchObject({ basis: 'expected', decodePerSecond: 10 });
      expect(status(models, 'twin')?.fitReason).toBe('is expected to write faster than it is read');

      await service([small, large]).load('tiny');
      await vi.waitFor(() => expect(calls).toEqual(['call', 'warm-up', 'warm-up']));
    });

    it('a slow one by what it wrote until the time was up, and tries the processor next', async () => {
      const engine = scriptedEngine(() => [...waitFor(500), ...say('one two three'), ...hang()], {
        info,
        clock,
      });
      load = async () => engine;
      const models = service([small]);
      await models.load('tiny');
      await vi.waitFor(() => expect(clock.sleepers).toBe(2));
      await clock.advance(2000);
      await vi.waitFor(() => expect(status(models)?.warm).toBe(true));
      expect(speeds.records[0]).toMatchObject({ backend: 'webgpu', decode: { perSecond: 2, calls: 0 } });
      expect(status(models)).toMatchObject({ backend: 'wasm', speed: null });
    });

    it('nothing where the browser runs its own model', async () => {
      const engine = scriptedEngine(() => counting, { info: { ...info, backend: 'browser' }, clock });
      load = async () => engine;
      const models = service([small]);
      await models.load('tiny');
      await vi.waitFor(() => expect(status(models)?.warm).toBe(true));
      expect(engine.requests).toEqual([]);
    });

    it('gives way at once to a run, and learns from that instead', async () => {
      const engine = scriptedEngine((_request, index) => (index === 0 ? hang() : counting), { info, clock });
      load = async () => engine;
      const models = service([small]);
      await models.load('tiny');
      await vi.waitFor(() => expect(engine.requests).toHaveLength(1));
      const run = (async () => {
        for await (const _ of models.engine?.generate(request, { signal }) ?? []);
      })();
      await vi.waitFor(() => expect(engine.requests).toHaveLength(2));
      await clock.advance(500);
      await clock.advance(400);
      await run;
      expect(status(models)?.speed).toMatchObject({ basis: 'measured', decodePerSecond: 20 });
      expect(speeds.records[0]?.decode?.calls).toBe(1);
    });

    it('and runs on the processor what was slow on the graphics card', async () => {
      await speeds.note(
        { ...info, threads: 0 },
        { prefillPerSecond: null, decodePerSecond: 1 },
        { isCalibration: false },
      );
      const asked: (string | null)[] = [];
      load = async ({ backend }) => {
        asked.push(backend);
        return scriptedEngine(() => say('hello'));
      };
      await service([small]).load('tiny');
      pinned = 'webgpu';
      const models = service([small]);
      expect(status(models)).toMatchObject({
        backend: 'webgpu',
        fit: 'slow',
        fitReason: 'writes slower than it is read',
      });
      pinned = null;
      models.judge();
      expect(status(models)).toMatchObject({ backend: 'wasm', speed: null });
      pinned = 'webgpu';
      await models.load('tiny');
      expect(asked).toEqual(['wasm', 'webgpu']);
    });

    it('nothing of a pin, but counts the copy that the processor wants', async () => {
      const models = service([{ ...small, preparedBytes: 1000 }]);
      expect(status(models)).toMatchObject({ backend: 'webgpu', costs: { diskBytes: bytes.length } });
      pinned = 'wasm';
      models.judge();
      await vi.waitFor(() => expect(status(models)?.costs.diskBytes).toBe(bytes.length + 1000));
      expect(status(models)?.backend).toBe('wasm');
    });
  });
});
