import { createParser } from 'eventsource-parser';

/** Longest event that is held back for its end, in characters. */
const maxBufferSize = 4_000_000;

/**
 * The `data` of each server-sent event, in order. What the stream leaves unfinished at its end is thrown away, never
 * joined to anything. `onBytes` is called with each piece that arrives, comments included. Rejects as the body does.
 */
export async function* eventData(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const lineEnds = new LineEnds();
  const pending: string[] = [];
  const parser = createParser({
    maxBufferSize,
    onEvent: (event) => pending.push(event.data),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw error;
    },
  });
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      onBytes();
      parser.feed(lineEnds.asLineFeeds(decoder.decode(part.value, { stream: true })));
      yield* pending.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The three line ends of the protocol as one. The parser waits at a carriage return for what follows, and loses the event before it there. */
class LineEnds {
  #endedWithReturn = false;

  /** Linear; pieces may be cut anywhere. */
  asLineFeeds(piece: string): string {
    if (piece === '') return '';
    const rest = this.#endedWithReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#endedWithReturn = piece.endsWith('\r');
    return rest.replace(/\r\n?/g, '\n');
  }
}
