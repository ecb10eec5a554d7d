/** Lets one in at a time: those who come first, then the others; each in the order of asking. */
export interface Gate {
  /** Resolves with the way out when it is one's turn; rejects with `signal.reason`. `isFirst` is asked at each turn. */
  enter(signal: AbortSignal, options?: { isFirst?: () => boolean }): Promise<() => void>;
}

interface Waiter {
  readonly isFirst: () => boolean;
  letIn(): void;
}

export function createGate(): Gate {
  const waiting: Waiter[] = [];
  let taken = false;

  function next(): void {
    const first = waiting.findIndex(({ isFirst }) => isFirst());
    const [waiter] = waiting.splice(Math.max(first, 0), 1);
    taken = waiter !== undefined;
    waiter?.letIn();
  }

  return {
    async enter(signal, { isFirst = () => false } = {}) {
      signal.throwIfAborted();
      if (taken) await turn(waiting, isFirst, signal);
      taken = true;
      let inside = true;
      return () => {
        if (inside) next();
        inside = false;
      };
    },
  };
}

/** Resolves when the waiter was let in; one that gives up leaves the queue. */
function turn(waiting: Waiter[], isFirst: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter = {
      isFirst,
      letIn() {
        signal.removeEventListener('abort', giveUp);
        resolve();
      },
    };
    function giveUp(): void {
      waiting.splice(waiting.indexOf(waiter), 1);
      reject(signal.reason);
    }
    signal.addEventListener('abort', giveUp, { once: true });
    waiting.push(waiter);
  });
}

/** The promise's value, or a rejection with `signal.reason`, whichever comes first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
