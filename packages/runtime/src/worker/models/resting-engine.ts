import type { Clock, Engine } from '@kinglet/spec';

/** An engine that nobody called for so long rests: counted from the end of its last call, or from its start. */
export const restMs = 15 * 60_000;

export interface RestOptions {
  readonly clock: Clock;
  /** Called once nobody has called it for `restMs`; never while a call is under way. */
  rest(): void;
  /** It was unloaded: nobody waits any more. */
  readonly signal: AbortSignal;
}

/** The engine, which tells when nobody has wanted it for a while, so that it does not hold memory for nobody. */
export function restingEngine(engine: Engine, { clock, rest, signal }: RestOptions): Engine {
  let calls = 0;
  let waiting = new AbortController();
  const wait = () => {
    waiting = new AbortController();
    clock.sleep(restMs, { signal: AbortSignal.any([signal, waiting.signal]) }).then(rest, () => {});
  };
  const begin = () => {
    calls += 1;
    waiting.abort();
  };
  const end = () => {
    calls -= 1;
    if (calls === 0) wait();
  };
  wait();
  return {
    info: engine.info,
    async *generate(request, options) {
      begin();
      try {
        yield* engine.generate(request, options);
      } finally {
        end();
      }
    },
    async prefill(request, options) {
      begin();
      try {
        await engine.prefill?.(request, options);
      } finally {
        end();
      }
    },
    unload: () => engine.unload(),
  };
}
