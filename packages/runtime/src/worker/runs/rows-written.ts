import type { Clock, LogSink } from '@kinglet/spec';

/** Where the rows of model calls go. */
export interface RunLog extends LogSink {
  /** Resolves when all rows appended so far are written, or given up. */
  flush(): Promise<void>;
}

/** The longest that a run waits for the row of a call: the log must not hold it up. */
const waitMs = 1_000;

/** Resolves when the rows so far are written, after a second at the latest, or once the run is stopped. Never rejects. */
export async function rowsWritten(
  log: RunLog | null,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  if (log === null) return;
  const over = new AbortController();
  const late = clock.sleep(waitMs, { signal: AbortSignal.any([signal, over.signal]) });
  await Promise.race([log.flush(), late]).catch(() => {});
  over.abort();
}
