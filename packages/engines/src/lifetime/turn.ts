/** Lets one at a time through, in order of asking. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for its turn and returns the function that gives it on. Rejects with `signal.reason` when cancelled while waiting. */
  async take({ signal }: { signal: AbortSignal }): Promise<() => void> {
    const previous = this.#last;
    let release = () => {};
    const ended = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#last = previous.then(() => ended);
    try {
      await untilAborted(previous, signal);
    } catch (reason) {
      release();
      throw reason;
    }
    return release;
  }
}

/** The promise's outcome, or a rejection with `signal.reason` where that comes first. */
export async function untilAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
