import type { FinishReason } from '@kinglet/spec';
import { untilAborted } from '../lifetime/turn.ts';
import { isFiltered } from './built-in-error.ts';
import type { ReplyReader } from './reply-reader.ts';

export interface DecodeOptions {
  readonly reader: ReplyReader;
  readonly maxTokens: number;
  readonly signal: AbortSignal;
}

/** How the stream ended: `end` is the model's own. */
export interface Decoded {
  readonly finish: 'end' | FinishReason;
  /** Chunks that counted; one is a token or more. */
  readonly chunks: number;
}

/**
 * Gives the text that each chunk lets be shown, empty ones included: the first says that the prompt is read. The API has no
 * bound for a reply, so the chunk after the last allowed one ends it.
 */
export async function* decode(
  stream: ReadableStream<string>,
  { reader, maxTokens, signal }: DecodeOptions,
): AsyncGenerator<string, Decoded, void> {
  const source = stream.getReader();
  for (let chunks = 0; ; chunks += 1) {
    signal.throwIfAborted();
    const part = await untilAborted(source.read(), signal).catch(filtered);
    if (part === 'content-filter') return { finish: part, chunks };
    if (part.done) return { finish: 'end', chunks };
    if (chunks === maxTokens) return { finish: 'length', chunks };
    yield reader.push(part.value);
    if (reader.stopped) return { finish: 'stop', chunks: chunks + 1 };
  }
}

function filtered(thrown: unknown): 'content-filter' {
  if (isFiltered(thrown)) return 'content-filter';
  throw thrown;
}
