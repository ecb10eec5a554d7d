import { loadWllamaEngine } from '@kinglet/engines';
import { type Clock, KingletError } from '@kinglet/spec';
import type { EngineLoaders } from './engine-loaders.ts';

/** The engines that a catalogue can name: one entry each. */
export function builtInLoaders({ wasmUrl, clock }: { wasmUrl: string; clock: Clock }): EngineLoaders {
  return {
    wllama: ({ model: { id, contextTokens }, files, signal }) =>
      loadWllamaEngine({ modelId: id, blobs: files, wasmUrl, contextTokens, clock, signal }),
    'web-llm': async () => {
      throw new KingletError('unsupported', 'web-llm is not part of this build. Choose another model.');
    },
  };
}
