import { type Engine, KingletError } from '@kinglet/spec';
import type { Gate } from './gate.ts';

/** An engine that serves one at a time. */
export interface QueuedEngine extends Engine {
  /** The same engine, for one who is let in before others whenever `isFirst` says so. */
  withPlace(isFirst: () => boolean): Engine;
}

/**
 * The engine behind a gate: two conversations and the background prefill take turns on it. A prefill under way is
 * waited for and not cancelled, as what it puts into the cache is what the next prompt begins with.
 */
export function queuedEngine(
  engine: Engine,
  { gate, onLost }: { gate: Gate; onLost: (error: KingletError) => void },
): QueuedEngine {
  const watch = (error: unknown) => {
    if (error instanceof KingletError && error.code === 'engine-lost') onLost(error);
    return error;
  };
  const withPlace = (isFirst: () => boolean): Engine => ({
    info: engine.info,
    async *generate(request, options) {
      const leave = await gate.enter(options.signal, { isFirst });
      try {
        yield* engine.generate(request, options);
      } catch (error) {
        throw watch(error);
      } finally {
        leave();
      }
    },
    async prefill(request, options) {
      const leave = await gate.enter(options.signal, { isFirst });
      try {
        await engine.prefill?.(request, options);
      } catch (error) {
        throw watch(error);
      } finally {
        leave();
      }
    },
    unload: () => engine.unload(),
  });
  return { ...withPlace(() => false), withPlace };
}
