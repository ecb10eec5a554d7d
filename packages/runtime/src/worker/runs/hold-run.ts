/** How long a worker that is being ended may take to let go of its run, in milliseconds. */
const patienceMs = 2_000;

/**
 * Keeps every other worker from the run until the function that it gives is called, or this worker dies. Null where another
 * one works on it, or nobody can tell.
 */
export function holdRun(runId: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve(null);
    const hold = () => new Promise<void>((release) => resolve(release));
    const signal = AbortSignal.timeout(patienceMs);
    navigator.locks.request(`kinglet-run-${runId}`, { signal }, hold).catch(() => resolve(null));
  });
}
