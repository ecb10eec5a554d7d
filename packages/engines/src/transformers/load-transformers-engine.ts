import { type Backend, type Engine, KingletError } from '@kinglet/spec';
import { CompletionEngine } from '../completion/completion-engine.ts';
import { type CompletionLoadOptions, defaultStallMs, toolForms } from '../completion/load-options.ts';
import { createTokenIds } from '../completion/token-ids.ts';
import { startNestedWorker } from '../lifetime/start-nested-worker.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { checkWasm } from '../wasm/check-wasm.ts';
import { usableThreads } from '../wasm/usable-threads.ts';
import { type ModelFolder, readModelFacts } from './model-files.ts';
import { TransformersSession } from './transformers-session.ts';
import { WorkerModel } from './worker-model.ts';

/** Addresses of what the engine consists of, as the bundler gives them; absolute. */
export interface TransformersAssets {
  /** Of `@kinglet/engines/transformers/worker`. */
  readonly workerUrl: string;
  /** Of `onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm`. */
  readonly wasmUrl: string;
}

/** Of the context at most what the model was trained for is used; WebGPU where there is an adapter. */
export interface LoadTransformersOptions extends CompletionLoadOptions {
  /** One of them is `onnx/NAME.onnx`. Read while loading; not copied. */
  readonly files: ModelFolder;
  readonly assets: TransformersAssets;
  /** Draws tokens where the temperature is above 0. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Loads an ONNX model by transformers.js, in a worker that this starts. It fetches nothing but the engine's own code.
 *
 * Throws `engine-failed` where the files are not of a usable model; rejects with `signal.reason` when cancelled. A GPU that fails while
 * loading falls back to WebAssembly; `info.backend` says what really runs.
 */
export async function loadTransformersEngine(options: LoadTransformersOptions): Promise<Engine> {
  const { modelId, files, assets, clock, signal, random = Math.random } = options;
  const { toolUse, format, lineFormat } = toolForms(options);
  signal.throwIfAborted();
  const { tokenizer, template, endIds, logits, trainedTokens } = await readModelFacts(files);
  await checkWasm(assets.wasmUrl, { signal });
  const { model, backend, threads } = await loadModel(options);
  const contextTokens = Math.min(options.contextTokens, trainedTokens);
  const chunkTokens = backend === 'webgpu' ? 256 : 64;
  return new CompletionEngine({
    info: { engine: 'transformers', modelId, place: 'device', backend, threads, contextTokens, toolUse },
    session: new TransformersSession({
      ...{ model, tokenizer, endIds, logits, contextTokens, chunkTokens, random },
    }),
    template,
    format,
    lineFormat,
    stripper: createContentStripper(tokenizer.addedTokens),
    tokenIds: createTokenIds(tokenizer.tokens),
    clock,
    countTokens: (prompt) => tokenizer.encode(prompt).length,
  });
}

interface LoadedModel {
  readonly model: WorkerModel;
  readonly backend: Extract<Backend, 'wasm' | 'webgpu'>;
  readonly threads: number;
}

async function loadModel(options: LoadTransformersOptions): Promise<LoadedModel> {
  const { files, assets, clock, signal, gpu = 'auto', stallMs = defaultStallMs } = options;
  const { threads = usableThreads() } = options;
  const load = async (backend: LoadedModel['backend']): Promise<LoadedModel> => {
    const worker = startNestedWorker(assets.workerUrl);
    const model = await WorkerModel.load(
      { worker, files, wasmUrl: assets.wasmUrl, backend, threads, clock, stallMs },
      { signal },
    );
    return { model, backend, threads: backend === 'webgpu' ? 0 : threads };
  };
  if (gpu === 'off' || !(await hasGpu())) return load('wasm');
  try {
    return await load('webgpu');
  } catch (thrown) {
    if (!(thrown instanceof KingletError)) throw thrown;
    return load('wasm');
  }
}

async function hasGpu(): Promise<boolean> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  return adapter != null;
}
