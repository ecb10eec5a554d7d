import { KingletError } from '@kinglet/spec';

/** Names an error of the Prompt API's while it generates. */
export function generationError(thrown: unknown, { contextTokens }: { contextTokens: number }): KingletError {
  if (thrown instanceof KingletError) return thrown;
  const { name, message } = describe(thrown);
  if (name === 'QuotaExceededError') {
    const { requested } = thrown as { requested?: unknown };
    return overflow(typeof requested === 'number' ? requested : contextTokens + 1, contextTokens, thrown);
  }
  // Nobody here aborted it, so the browser did: it destroyed the session, or its model crashed.
  if (name === 'AbortError' || name === 'InvalidStateError') return engineLost(thrown);
  return new KingletError(
    'engine-failed',
    `Chrome's model stopped with an error: ${message}. Try again, or choose another model.`,
    { cause: thrown },
  );
}

/** Names an error of the Prompt API's while it downloads and loads. */
export function loadError(thrown: unknown): KingletError {
  if (thrown instanceof KingletError) return thrown;
  const { name, message } = describe(thrown);
  const because = { cause: thrown };
  if (name === 'NotAllowedError') {
    return new KingletError(
      'engine-failed',
      'Chrome lets a page fetch its model only right after a click, and a frame only where the page around it allows it. Choose the model again.',
      because,
    );
  }
  if (name === 'NotSupportedError') return unavailable(thrown);
  if (name === 'NetworkError') {
    return new KingletError(
      'model-source',
      `Chrome could not download its model: ${message}. Check that you are online and try again.`,
      because,
    );
  }
  return new KingletError(
    'engine-failed',
    `Chrome's model could not be loaded: ${message}. Try again, or choose another model.`,
    because,
  );
}

/** What was held back by the browser's own filter, which names no better error. */
export function isFiltered(thrown: unknown): boolean {
  return describe(thrown).name === 'NotReadableError';
}

export function overflow(promptTokens: number, contextTokens: number, cause?: unknown): KingletError {
  return new KingletError(
    'context-overflow',
    `The prompt has ${promptTokens} tokens and the context holds ${contextTokens}. Leave older exchanges out.`,
    { details: { promptTokens, contextTokens }, cause },
  );
}

export function unavailable(cause?: unknown): KingletError {
  return new KingletError(
    'unsupported',
    'Chrome does not offer its own model on this device. Choose another model.',
    { cause },
  );
}

export function engineLost(cause?: unknown): KingletError {
  return new KingletError('engine-lost', 'The model is no longer loaded. Load it again.', { cause });
}

function describe(thrown: unknown): { readonly name: string; readonly message: string } {
  if (!(thrown instanceof Error)) return { name: '', message: String(thrown) };
  return { name: thrown.name, message: thrown.message.replace(/\.$/, '') };
}
