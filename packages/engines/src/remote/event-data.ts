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
      parser.feed(decoder.decode(part.value, { stream: true }));
      yield* pending.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
