import { KingletError } from '@kinglet/spec';
import { GgufReader, notGguf, valueTypes } from './gguf-reader.ts';

/** What a GGUF file says of its tokens; the engine's own interface does not tell. */
export interface GgufVocabulary {
  readonly tokens: readonly string[];
  /** One for each token: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte. */
  readonly tokenTypes: readonly number[];
}

const firstReadBytes = 4 * 1024 * 1024;

/**
 * Reads the vocabulary from a GGUF file's metadata (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
 * Throws `engine-failed` where the file is not a little-endian GGUF of version 2 or 3 with a vocabulary.
 */
export function readGgufVocabulary(blob: Blob, { signal }: { signal: AbortSignal }): Promise<GgufVocabulary> {
  return readMetadata(blob, { read: parseVocabulary, signal });
}

/**
 * What `read` makes of the file's metadata, of which it gets more as long as it throws RangeError. Throws `engine-failed` where there
 * is no more.
 */
export async function readMetadata<Result>(
  blob: Blob,
  { read, signal }: { read: (view: DataView) => Result; signal: AbortSignal },
): Promise<Result> {
  for (let bytes = firstReadBytes; ; bytes *= 4) {
    const buffer = await blob.slice(0, bytes).arrayBuffer();
    signal.throwIfAborted();
    try {
      return read(new DataView(buffer));
    } catch (cause) {
      if (cause instanceof RangeError && bytes < blob.size) continue;
      if (cause instanceof KingletError) throw cause;
      throw notGguf('its metadata ends too early', cause);
    }
  }
}

/** Throws RangeError where the view ends before the metadata does. */
function parseVocabulary(view: DataView): GgufVocabulary {
  const reader = new GgufReader(view);
  const entries = reader.start();
  let tokens: readonly string[] | null = null;
  let tokenTypes: readonly number[] | null = null;
  for (let entry = 0; entry < entries && (tokens === null || tokenTypes === null); entry++) {
    const key = reader.string();
    const type = reader.uint32();
    if (key === 'tokenizer.ggml.tokens')
      tokens = reader.array(type, valueTypes.string, () => reader.string());
    else if (key === 'tokenizer.ggml.token_type')
      tokenTypes = reader.array(type, valueTypes.int32, () => reader.uint32());
    else reader.skip(type);
  }
  if (tokens === null || tokenTypes === null) throw notGguf('it has no vocabulary');
  return { tokens, tokenTypes };
}
