/** A signal and its switch; the compiler knows no AbortController here, where neither the DOM nor the worker library is. */
export function stoppable(): { readonly signal: AbortSignal; stop(reason: Error): void } {
  let reason: Error | null = null;
  return {
    signal: {
      get aborted() {
        return reason !== null;
      },
      get reason() {
        return reason;
      },
      throwIfAborted() {
        if (reason !== null) throw reason;
      },
    },
    stop(because) {
      reason = because;
    },
  };
}
