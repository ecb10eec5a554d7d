import type { Clock, Engine } from '@kinglet/spec';
import { untilAborted } from '../lifetime/turn.ts';
import { defaultPromptFormat, type PromptFormat } from '../prompt/prompt-format.ts';
import { WebLlmEngine } from './web-llm-engine.ts';
import { loadError } from './web-llm-error.ts';
import type { MlcEngine, WebLlmModule } from './web-llm-module.ts';

export interface LoadWebLlmOptions {
  readonly modelId: string;
  /** web-llm's own id, such as `Qwen3-0.6B-q4f16_1-MLC`. */
  readonly engineModelId: string;
  /** Prompt and reply together, in tokens; its models are built for 4096. */
  readonly contextTokens: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** `fraction` is 0 to 1, over download and loading; `text` is web-llm's own wording. */
  readonly onProgress?: (progress: { readonly fraction: number; readonly text: string }) => void;
  /** How the model sees tools and calls. */
  readonly format?: PromptFormat;
  /** Default: `@mlc-ai/web-llm`, fetched when it is first needed. */
  readonly module?: WebLlmModule;
}

/**
 * Loads a model of web-llm's prebuilt list on WebGPU; it downloads by its own list into the Cache API. Call it in a worker.
 *
 * Throws `unsupported` without a fitting GPU, `model-source` where files cannot be fetched, `quota-exceeded`,
 * `engine-lost` where the GPU gives up, else `engine-failed`; rejects with `signal.reason` when cancelled.
 *
 * Tested against a scripted module that has its quirks, and its grammars against the XGrammar that it bundles. Untested,
 * because it needs a GPU: that the models load and answer, speed and memory, what a real loss of the device does to a running
 * decode, and a cancel while its shaders compile.
 */
export async function loadWebLlmEngine(options: LoadWebLlmOptions): Promise<Engine> {
  const {
    modelId,
    engineModelId,
    contextTokens,
    clock,
    signal,
    onProgress,
    format = defaultPromptFormat,
  } = options;
  signal.throwIfAborted();
  const { MLCEngine } = options.module ?? (await loadModule());
  const mlc: MlcEngine = new MLCEngine({
    logLevel: 'WARN',
    initProgressCallback: ({ progress, text }) => onProgress?.({ fraction: progress, text }),
  });
  try {
    await untilAborted(mlc.reload(engineModelId, { context_window_size: contextTokens }), signal);
    // Where the device is lost while loading, it aborts its own reload, which resolves as if it had worked.
    await mlc.getMessage();
  } catch (thrown) {
    void mlc.unload().catch(() => undefined);
    signal.throwIfAborted();
    throw loadError(thrown, engineModelId);
  }
  return new WebLlmEngine({
    info: { engine: 'web-llm', modelId, place: 'device', backend: 'webgpu', threads: 0, contextTokens },
    mlc,
    engineModelId,
    format,
    clock,
  });
}

async function loadModule(): Promise<WebLlmModule> {
  return import('@mlc-ai/web-llm');
}
