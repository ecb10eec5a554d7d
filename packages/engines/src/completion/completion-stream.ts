import type { CompletionChunk, CompletionSession } from './completion-session.ts';

/**
 * The stream of one completion. `run` does the work: it gives chunks, stops soon after `stop` aborts, and rejects where it fails.
 * A cancel ends the stream at once and does not wait for it.
 */
export function completionStream(
  run: (onChunk: (chunk: CompletionChunk) => void, stop: AbortSignal) => Promise<void>,
  { signal }: { signal: AbortSignal },
): ReturnType<CompletionSession['complete']> {
  const stop = new AbortController();
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const chunks = new ReadableStream<CompletionChunk>({
    start: (controller) => {
      const onAbort = () => {
        stop.abort();
        controller.error(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      run((chunk) => stop.signal.aborted || controller.enqueue(chunk), stop.signal)
        .then(
          () => stop.signal.aborted || controller.close(),
          (thrown) => stop.signal.aborted || controller.error(thrown),
        )
        .finally(() => {
          signal.removeEventListener('abort', onAbort);
          settle();
        });
    },
    cancel: () => stop.abort(),
  });
  return { chunks, settled };
}
