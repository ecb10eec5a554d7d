import type { BuiltInAvailability, EngineEvent, EngineInfo, GenerateRequest } from '@kinglet/spec';

/**
 * What the page runs for the worker, over comlink: the browser's own model, which there is on pages only. One load or
 * generation at a time. Errors arrive as KingletError.
 */
export interface PageModel {
  /** Null where the browser has no such model. */
  availability(): Promise<BuiltInAvailability | null>;
  /** Loads the model in place of one that is loaded; `onProgress` is 0 to 1, of the browser's own download. */
  load(
    options: { readonly modelId: string; readonly contextTokens: number },
    onProgress: (fraction: number) => void | Promise<void>,
  ): Promise<EngineInfo>;
  /** Resolves at the reply's end, after `sink` took its events: in order, in batches. */
  generate(
    request: GenerateRequest,
    sink: (events: readonly EngineEvent[]) => void | Promise<void>,
  ): Promise<void>;
  /** Ends the load or the generation that runs. */
  cancel(): Promise<void>;
  unload(): Promise<void>;
}
