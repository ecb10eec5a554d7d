import { KingletError } from '@kinglet/spec';

const lost = new Set(['ModelNotLoadedError', 'DeviceLostError']);
const unsupported = new Set([
  'WebGPUNotAvailableError',
  'WebGPUNotFoundError',
  'ShaderF16SupportError',
  'FeatureSupportError',
]);

/** Names an error of web-llm's while it generates. `heldTokens`: what the KV cache held of the prompt. */
export function generationError(
  thrown: unknown,
  { contextTokens, heldTokens }: { contextTokens: number; heldTokens: number },
): KingletError {
  if (thrown instanceof KingletError) return thrown;
  const { name, message } = describe(thrown);
  if (lost.has(name)) return engineLost(thrown);
  if (name !== 'ContextWindowSizeExceededError') {
    return new KingletError(
      'engine-failed',
      `The model stopped with an error: ${message}. Try again, or reload the model.`,
      {
        cause: thrown,
      },
    );
  }
  // It counts only the tokens that are not in the KV cache yet (lib/index.js:13953).
  const promptTokens = heldTokens + Number(/prompt tokens: (\d+)/.exec(message)?.[1] ?? contextTokens + 1);
  return new KingletError(
    'context-overflow',
    `The prompt has ${promptTokens} tokens and the context holds ${contextTokens}. Leave older exchanges out.`,
    { details: { promptTokens, contextTokens }, cause: thrown },
  );
}

/** Names an error of web-llm's while it loads. */
export function loadError(thrown: unknown, engineModelId: string): KingletError {
  if (thrown instanceof KingletError) return thrown;
  const { name, message } = describe(thrown);
  const because = { cause: thrown, details: { engineModelId } };
  if (unsupported.has(name)) {
    return new KingletError(
      'unsupported',
      `${engineModelId} needs a GPU that this browser does not offer: ${message}. Choose a model that runs without one.`,
      because,
    );
  }
  if (lost.has(name)) {
    return new KingletError(
      'engine-lost',
      `The GPU gave up while loading ${engineModelId}, mostly for lack of memory. Close other tabs or choose a smaller model.`,
      because,
    );
  }
  if (name === 'IntegrityError') {
    return new KingletError(
      'hash-mismatch',
      `A file of ${engineModelId} is not the one that was pinned: ${message}. Try again later.`,
      because,
    );
  }
  if (name === 'QuotaExceededError') {
    return new KingletError(
      'quota-exceeded',
      `The storage of this device is too small for ${engineModelId}. Delete another model, or choose a smaller one.`,
      because,
    );
  }
  if (name === 'ModelNotFoundError') {
    return new KingletError(
      'model-source',
      `web-llm has no model ${engineModelId}. Choose another model.`,
      because,
    );
  }
  if (name === 'NetworkError' || (name === 'TypeError' && /fetch/i.test(message))) {
    return new KingletError(
      'model-source',
      `The files of ${engineModelId} could not be fetched: ${message}. Check that you are online and try again.`,
      because,
    );
  }
  return new KingletError(
    'engine-failed',
    `${engineModelId} could not be loaded: ${message}. Try again, or choose another model.`,
    because,
  );
}

export function engineLost(cause?: unknown): KingletError {
  return new KingletError('engine-lost', 'The model is no longer loaded. Load it again.', { cause });
}

function describe(thrown: unknown): { readonly name: string; readonly message: string } {
  if (!(thrown instanceof Error)) return { name: '', message: String(thrown) };
  return { name: thrown.name, message: thrown.message.replace(/\.$/, '') };
}
