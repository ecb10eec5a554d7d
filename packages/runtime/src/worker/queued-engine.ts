import { type Engine, KingletError } from '@kinglet/spec';
import type { Gate } from './gate.ts';

/** An engine that serves one at a time. */
export interface QueuedEngine extends Engine {
  /** The same engine, for one who is let in before others whenever `isFirst` says so. */
  withPlace(isFirst: () => boolean): Engine;
  /**
   * Runs what nobody waits for: its engine takes turns like any other, and its signal aborts as soon as anybody else
   * asks for one, or when `signal` does.
   */
  inBackground<Result>(
    task: (engine: Engine, signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result>;
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
  const background = new Set<AbortController>();
  const giveWay = () => {
    for (const task of background) task.abort();
  };
  const placed = (isFirst: () => boolean, asked: () => void): Engine => ({
    info: engine.info,
    async *generate(request, options) {
      asked();
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
      asked();
      const leave = await gate.enter(options.signal, { isFirst });
      try {
        await engine.prefill?.(request, options);
      } catch (error) {
        throw watch(error);
      } finally {
        leave();
      }
    },
    ...(engine.countTokens ? { countTokens: engine.countTokens.bind(engine) } : {}),
    unload: () => engine.unload(),
  });
  return {
    ...placed(() => false, giveWay),
    withPlace: (isFirst) => placed(isFirst, giveWay),
    async inBackground(task, signal) {
      const controller = new AbortController();
      background.add(controller);
      try {
        return await task(
          placed(
            () => false,
            () => {},
          ),
          AbortSignal.any([signal, controller.signal]),
        );
      } finally {
        background.delete(controller);
      }
    },
  };
}
