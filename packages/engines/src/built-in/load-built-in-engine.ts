import type { Engine } from '@kinglet/spec';
import { builtInAvailability } from './built-in-availability.ts';
import { BuiltInEngine, type BuiltInEngineParts } from './built-in-engine.ts';
import { loadError, unavailable } from './built-in-error.ts';
import { createSession } from './conversation.ts';
import { findLanguageModel, type LanguageModel, usedTokens, windowTokens } from './language-model.ts';

export interface LoadBuiltInOptions {
  readonly modelId: string;
  /** Prompt and reply together, where the browser does not tell. */
  readonly contextTokens: number;
  readonly clock: BuiltInEngineParts['clock'];
  readonly signal: AbortSignal;
  /** `fraction` is 0 to 1, of Chrome's own download; not called where the model is there already. */
  readonly onProgress?: (progress: { readonly fraction: number }) => void;
  /** Default: the browser's own. */
  readonly module?: LanguageModel | null;
}

/**
 * Loads Chrome's own model, which the browser downloads once for all pages. Call it on a page, since workers have no
 * such API; where the model is still to be downloaded, within seconds of a click. It is a `multi-turn` model: of some
 * billions of parameters, and bound to calls that fit their tools.
 *
 * Throws `unsupported` where the browser has no such API or no model for this device, `model-source` where it cannot be
 * downloaded, else `engine-failed`, so without a click too; rejects with `signal.reason` when cancelled.
 *
 * Tested against a scripted API that has its quirks. Untested, because it needs Chrome with its model: all that the model
 * itself does.
 */
export async function loadBuiltInEngine({
  modelId,
  contextTokens,
  clock,
  signal,
  onProgress,
  module = findLanguageModel(),
}: LoadBuiltInOptions): Promise<Engine> {
  signal.throwIfAborted();
  const availability = await builtInAvailability(module);
  signal.throwIfAborted();
  if (!module || availability === 'unavailable') throw unavailable();
  // It tells 0 and 1 even where nothing is downloaded.
  const tells = availability !== 'available';
  try {
    const keeper = await createSession(module, {
      signal,
      monitor: (monitor) =>
        monitor.addEventListener(
          'downloadprogress',
          ({ loaded }) => tells && onProgress?.({ fraction: loaded }),
        ),
    });
    usedTokens(keeper);
    return new BuiltInEngine({
      info: {
        engine: 'built-in',
        modelId,
        place: 'device',
        backend: 'browser',
        threads: 0,
        contextTokens: windowTokens(keeper) ?? contextTokens,
      },
      model: module,
      keeper,
      clock,
    });
  } catch (thrown) {
    signal.throwIfAborted();
    throw loadError(thrown);
  }
}
