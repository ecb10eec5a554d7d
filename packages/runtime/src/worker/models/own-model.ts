import type { ModelFacts } from '@kinglet/gguf';
import type { ModelRecord } from '@kinglet/spec';
import { oneLine } from '@kinglet/tools';

/** A model's record without what only its hash tells. */
export type OwnModelDraft = Omit<ModelRecord, 'id' | 'files' | 'sizeBytes' | 'memoryBytes'> & {
  readonly sizeBytes: number;
  readonly memoryBytes: number;
};

/** As much context as the catalogue's models have: the cache of more takes memory that a tab may not have. */
const contextLimit = 4096;

/** Beside file and cache: buffers and the engine itself. With it, the default model's sum is what the catalogue says. */
const engineBytes = 160_000_000;

/**
 * Below it a model uses tools as `single-turn`. The catalogue draws the line between 135 and 600 million: a smaller one
 * loses the thread of a transcript with calls and results.
 */
const singleTurnBelow = 500_000_000;

const nameLength = 80;

/** What an own model takes and how it is used, by its file's header. */
export function draftModel(
  { architecture, name, licence, parameters, quantization, trainedTokens, cacheBytesPerToken }: ModelFacts,
  { name: fileName, size }: { name: string; size: number },
): OwnModelDraft {
  const contextTokens = Math.min(trainedTokens, contextLimit);
  const shownFile = oneLine(fileName, nameLength) || 'model.gguf';
  return {
    name: (name && oneLine(name, nameLength)) || shownFile.replace(/\.gguf$/i, '') || shownFile,
    engine: 'wllama',
    licence: (licence && oneLine(licence, nameLength)) || null,
    sizeBytes: size,
    memoryBytes: Math.ceil(size + cacheBytesPerToken * contextTokens + engineBytes),
    contextTokens,
    requires: [],
    toolUse: parameters < singleTurnBelow ? 'single-turn' : 'multi-turn',
    summary: shownFile,
    own: { architecture, parameters, quantization, trainedTokens },
  };
}

/** The record of an own model, known by its file's hash. Its file has no source: what is lost must be brought again. */
export function ownModel(draft: OwnModelDraft, sha256: string): ModelRecord {
  const id = `own-${sha256.slice(0, 16)}`;
  return { ...draft, id, files: [{ name: `${id}.gguf`, sizeBytes: draft.sizeBytes, sha256, sources: [] }] };
}
