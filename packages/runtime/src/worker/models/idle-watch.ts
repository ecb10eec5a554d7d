import { KingletError } from '@kinglet/spec';

export interface IdleWatch {
  /** Aborts with the outer signal's reason, or with a `timeout` when nothing was heard for too long. */
  readonly signal: AbortSignal;
  /** Something came: the time counts anew. */
  heard(): void;
  /** Stops the watch, and what of the request still runs. */
  end(): void;
}

/** Gives up on a source that says nothing for `idleMs`. */
export function idleWatch(idleMs: number, outer: AbortSignal): IdleWatch {
  const idle = new AbortController();
  const giveUp = () =>
    idle.abort(
      new KingletError('timeout', `nothing came for ${idleMs / 1000} s`, {
        details: { phase: 'idle', idleMs },
      }),
    );
  let timer = setTimeout(giveUp, idleMs);
  return {
    signal: AbortSignal.any([outer, idle.signal]),
    heard() {
      clearTimeout(timer);
      timer = setTimeout(giveUp, idleMs);
    },
    end() {
      clearTimeout(timer);
      idle.abort();
    },
  };
}
