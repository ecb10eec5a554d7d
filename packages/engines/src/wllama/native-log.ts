import { isJsonObject, type JsonObject } from '@kinglet/spec';
import type { WllamaLogger } from '@wllama/wllama/esm/index.js';

/** What llama.cpp says only in its log. Nothing of it is kept or printed but these facts. */
export interface NativeLog {
  readonly logger: WllamaLogger;
  /** Layers that were put on the GPU, as reported while loading. */
  readonly gpuLayers: number;
  /** Number of the file that llama.cpp could not take for an adapter, counted from 1 over all files; null where there is none. */
  readonly refusedAdapterFile: number | null;
  /** The last error object of a request: `type`, `n_prompt_tokens` and the like. */
  takeRequestError(): JsonObject | null;
}

/**
 * Listens to wllama's logger. `onLine` is called for every line, a sign of life; `onWorkerError` where the inner worker
 * broke in a way that wllama only logs and then waits for ever.
 */
export function createNativeLog({
  onLine,
  onWorkerError,
}: {
  onLine: () => void;
  onWorkerError: (message: string) => void;
}): NativeLog {
  let gpuLayers = 0;
  let refusedAdapterFile: number | null = null;
  let requestError: JsonObject | null = null;

  const read = (...args: readonly unknown[]) => {
    onLine();
    const line = String(args[0]);
    const offloaded = /offloaded (\d+)\/\d+ layers to GPU/.exec(line);
    if (offloaded !== null) gpuLayers = Number(offloaded[1]);
    const refused = /failed to load lora adapter '.*model-(\d+)-of-/.exec(line);
    if (refused !== null) refusedAdapterFile = Number(refused[1]);
  };
  const readError = (...args: readonly unknown[]) => {
    read(...args);
    const [first, second] = args;
    // wllama sets `worker.onerror = logger.error`.
    if (first instanceof Event) onWorkerError(first instanceof ErrorEvent ? first.message : first.type);
    if (isJsonObject(second) && 'code' in second) requestError = second;
  };

  return {
    logger: { debug: read, log: read, warn: read, error: readError },
    get gpuLayers() {
      return gpuLayers;
    },
    get refusedAdapterFile() {
      return refusedAdapterFile;
    },
    takeRequestError() {
      const taken = requestError;
      requestError = null;
      return taken;
    },
  };
}
