import { type Engine, KingletError } from '@kinglet/spec';
import type { Gate } from './gate.ts';

/**
 * The engine behind a gate: two conversations and the background prefill take turns on it. A prefill under way is
 * waited for and not cancelled, as what it puts into the cache is what the next prompt begins with.
 */
export function queuedEngine(
  engine: Engine,
  { gate, onLost }: { gate: Gate; onLost: (error: KingletError) => void },
): Engine {
  const watch = (error: unknown) => {
    if (error instanceof KingletError && error.code === 'engine-lost') onLost(error);
    return error;
  };
  return {
    info: engine.info,
    async *generate(request, options) {
      const leave = await gate.enter(options.signal);
      try {
        yield* engine.generate(request, options);
      } catch (error) {
        throw watch(error);
      } finally {
        leave();
      }
    },
    async prefill(request, options) {
      const leave = await gate.enter(options.signal);
      try {
        await engine.prefill?.(request, options);
      } catch (error) {
        throw watch(error);
      } finally {
        leave();
      }
    },
    unload: () => engine.unload(),
  };
}
