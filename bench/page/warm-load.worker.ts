/// <reference types="vite/client" />
import { loadTransformersEngine, loadWllamaEngine } from '@kinglet/engines';
import transformersUrl from '@kinglet/engines/transformers/worker?worker&url';
import { ModelFiles } from '@kinglet/runtime/worker/model-files';
import { modelFolder } from '@kinglet/runtime/worker/model-folder';
import { openOpfsDirectory } from '@kinglet/runtime/worker/opfs-directory';
import { systemClock } from '@kinglet/runtime/worker/system-clock';
import type { Engine, ModelFile, ModelRecord } from '@kinglet/spec';
import { tinyLlama } from '@kinglet/testkit/tiny-llama';
import { ModelManager, Wllama } from '@wllama/wllama/esm/index.js';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { expose } from 'comlink';
import onnxUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** What the time went into, in milliseconds. */
export interface Stages {
  /** Until the stored file was at hand; null where the loader does not tell. */
  readonly openMs: number | null;
  /** From then until the engine was ready. */
  readonly loadMs: number;
  /** The prompt, and the first token. */
  readonly tokenMs: number;
  readonly promptTokens: number;
}

/** Loads stored models; a new worker for each visit, so that nothing is in memory. */
export interface WarmLoader {
  /** As the app stores it, with the copy for WebAssembly. */
  store(model: ModelRecord): Promise<void>;
  storeForWllama(url: string): Promise<void>;
  load(
    model: ModelRecord,
    options: { isCopy: boolean; contextTokens: number; threads: number },
  ): Promise<Stages>;
  loadByWllama(url: string, options: { contextTokens: number; threads: number }): Promise<Stages>;
  /** Makes an ONNX model of 80 MB and stores it for both. */
  storeOnnx(): Promise<Pick<ModelRecord, 'files'>>;
  loadOnnx(
    model: Pick<ModelRecord, 'files'>,
    options: { contextTokens: number; threads: number },
  ): Promise<Stages>;
  loadByTransformers(options: { threads: number }): Promise<Stages>;
}

const messages = [
  { role: 'system', content: 'Answer in a few words.' },
  { role: 'user', content: 'Why is the sky blue?' },
] as const;

const { signal } = new AbortController();
const absolute = (url: string) => new URL(url, location.href).href;

async function openFiles(): Promise<ModelFiles> {
  return new ModelFiles({
    directory: await openOpfsDirectory(),
    fetch: (url, init) => fetch(url, init),
    clock: systemClock,
    mirrors: () => [],
    freeBytes: async () => null,
    tabs: { tell: () => {}, listen: () => () => {} },
    exclusive: (_name, _signal, task) => task(),
  });
}

async function stored(files: ModelFiles, model: Pick<ModelRecord, 'files'>): Promise<readonly Blob[]> {
  const blobs = await files.read(model as ModelRecord);
  if (blobs === null) throw new Error('the model is not stored');
  return blobs;
}

/** Times the stages of a visit of ours. */
async function visit(
  open: () => Promise<readonly Blob[]>,
  load: (blobs: readonly Blob[]) => Promise<Engine>,
) {
  const startMs = performance.now();
  const blobs = await open();
  const openMs = performance.now() - startMs;
  const engine = await load(blobs);
  const loadedMs = performance.now();
  let promptTokens = 0;
  for await (const event of engine.generate({ messages, tools: [], maxTokens: 1 }, { signal }))
    if (event.type === 'decode-end') promptTokens = event.usage.promptTokens;
  const tokenMs = performance.now() - loadedMs;
  await engine.unload();
  return { openMs, loadMs: loadedMs - startMs - openMs, tokenMs, promptTokens };
}

const loader: WarmLoader = {
  async store(model) {
    const files = await openFiles();
    const [file] = model.files;
    if (file === undefined) throw new Error('the model has no file');
    await files.download(model, { signal, onProgress: () => {} });
    const [blob] = await stored(files, model);
    if (blob) await files.makeCopy(file, blob, { signal, onProgress: () => {} });
  },

  async storeForWllama(url) {
    await new ModelManager().getModelOrDownload({ url });
  },

  load: (model, { isCopy, contextTokens, threads }) =>
    visit(
      async () => {
        const files = await openFiles();
        const copy = isCopy ? await files.readCopy(model) : null;
        return copy ? [copy] : stored(files, model);
      },
      (blobs) =>
        loadWllamaEngine({
          ...{ modelId: 'bench', blobs, toolUse: 'single-turn', contextTokens, threads, gpu: 'off' },
          ...{ wasmUrl: absolute(wasmUrl), clock: systemClock, signal },
        }),
    ),

  async loadByWllama(url, { contextTokens, threads }) {
    const startMs = performance.now();
    const wllama = new Wllama({ default: absolute(wasmUrl) }, { suppressNativeLog: true });
    await wllama.loadModelFromUrl(url, { n_ctx: contextTokens, n_threads: threads, n_gpu_layers: 0 });
    const loadedMs = performance.now();
    const { usage } = await wllama.createChatCompletion({
      ...{ messages: [...messages], max_tokens: 1, temperature: 0 },
    });
    return {
      ...{ openMs: null, loadMs: loadedMs - startMs, tokenMs: performance.now() - loadedMs },
      promptTokens: usage?.prompt_tokens ?? Number.NaN,
    };
  },

  async storeOnnx() {
    const files = await openFiles();
    const records: ModelFile[] = [];
    for (const [path, bytes] of Object.entries(tinyLlama({ width: 16 }))) {
      const blob = new Blob([bytes]);
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const file = { name: `bench/${path}`, sizeBytes: blob.size, sha256, sources: [] };
      await files.store(file, blob, { signal });
      await (await caches.open('transformers-cache')).put(hubUrl(path), sized(blob));
      records.push(file);
    }
    return { files: records };
  },

  loadOnnx: (model, { contextTokens, threads }) =>
    visit(
      async () => stored(await openFiles(), model),
      (blobs) =>
        loadTransformersEngine({
          ...{ modelId: 'bench', files: modelFolder(model, blobs), contextTokens, threads, gpu: 'off' },
          assets: { workerUrl: absolute(transformersUrl), wasmUrl: absolute(onnxUrl) },
          ...{ clock: systemClock, signal },
        }),
    ),

  async loadByTransformers({ threads }) {
    const startMs = performance.now();
    const { env, pipeline } = await import('@huggingface/transformers');
    // It asks the hub again, at each visit, for files that a model has not got. Here that costs no time.
    env.fetch = async () => new Response(null, { status: 404 });
    const { wasm } = env.backends.onnx;
    if (wasm === undefined) throw new Error('transformers.js has no WebAssembly backend here');
    wasm.wasmPaths = { wasm: absolute(onnxUrl) };
    wasm.numThreads = threads;
    const generate = await pipeline('text-generation', 'bench', { device: 'wasm', dtype: 'fp32' });
    const loadedMs = performance.now();
    await generate([...messages], { max_new_tokens: 1, do_sample: false });
    const tokenMs = performance.now() - loadedMs;
    const prompt = generate.tokenizer.apply_chat_template([...messages], {
      ...{ add_generation_prompt: true, tokenize: true, return_tensor: false, return_dict: false },
    });
    const promptTokens = Array.isArray(prompt) ? prompt.length : Number.NaN;
    return { openMs: null, loadMs: loadedMs - startMs, tokenMs, promptTokens };
  },
};

/** Under which transformers.js keeps a file of the model `bench`. */
function hubUrl(path: string): string {
  return `https://huggingface.co/bench/resolve/main/${path}`;
}

/** As transformers.js puts it into its cache. */
function sized(blob: Blob): Response {
  return new Response(blob, { headers: { 'content-length': String(blob.size) } });
}

expose(loader);
