/**
 * A signal that aborts with its parent, or by `end`, which must be called: it lets go of the parent. What `AbortSignal.any` does, at
 * a tenth of its price, which each step of a run pays.
 */
export function linkedAbort(parent: AbortSignal): {
  readonly signal: AbortSignal;
  end(reason: unknown): void;
} {
  const own = new AbortController();
  const follow = () => own.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: own.signal,
    end(reason) {
      parent.removeEventListener('abort', follow);
      own.abort(reason);
    },
  };
}
