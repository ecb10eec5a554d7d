/** Holds a lock until the page is gone or `signal` aborts. Resolves when it is held; rejects where locks are denied. */
export function holdLock(name: string, signal: AbortSignal): Promise<void> {
  return new Promise((held, denied) => {
    const hold = () => {
      held();
      if (signal.aborted) return;
      return new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    };
    navigator.locks.request(name, hold).catch(denied);
  });
}
