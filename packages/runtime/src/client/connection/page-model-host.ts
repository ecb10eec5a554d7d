import { type Engine, type EngineEvent, KingletError } from '@kinglet/spec';
import type { PageModel } from '../../shared/index.ts';

/** The page's side of `PageModel`. */
export interface PageModelHost extends PageModel {
  /** The worker or the page is gone: what runs ends with `engine-lost`, and the model is given back. */
  close(): Promise<void>;
}

const clock = { monotonicMs: () => performance.now(), id: () => crypto.randomUUID() };

/** Runs the browser's own model for the worker. The engine's code is fetched when it is first needed. */
export function createPageModelHost(): PageModelHost {
  let engine: Engine | null = null;
  let task = new AbortController();
  let closed = false;

  async function unload(): Promise<void> {
    const loaded = engine;
    engine = null;
    await loaded?.unload();
  }

  function begin(): AbortSignal {
    if (closed) throw lostError();
    task = new AbortController();
    return task.signal;
  }

  return {
    async availability() {
      if (!('LanguageModel' in globalThis)) return null;
      const { builtInAvailability } = await import('@kinglet/engines/built-in');
      return builtInAvailability();
    },
    async load({ modelId, contextTokens }, onProgress) {
      const signal = begin();
      await unload();
      const { loadBuiltInEngine } = await import('@kinglet/engines/built-in');
      let told = Promise.resolve();
      const loaded = await loadBuiltInEngine({
        ...{ modelId, contextTokens, clock, signal },
        onProgress: ({ fraction }) => {
          told = Promise.resolve(onProgress(fraction));
        },
      });
      if (closed) await loaded.unload();
      else engine = loaded;
      await told; // Progress has a port of its own, and must not arrive after the end.
      return loaded.info;
    },
    async generate(request, sink) {
      const signal = begin();
      if (!engine) throw lostError();
      const outbox = createBatches(sink);
      for await (const event of engine.generate(request, { signal })) outbox.add(event);
      await outbox.flushed();
    },
    async cancel() {
      task.abort();
    },
    unload,
    async close() {
      closed = true;
      task.abort(lostError());
      await unload();
    },
  };
}

/** Sends a batch when the one before has arrived: what comes meanwhile goes together. */
function createBatches(sink: (events: readonly EngineEvent[]) => void | Promise<void>) {
  let waiting: EngineEvent[] = [];
  let sending: Promise<void> | null = null;

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await sink(batch);
    }
    sending = null;
  }

  return {
    add(event: EngineEvent) {
      waiting.push(event);
      sending ??= send();
    },
    flushed: () => sending ?? Promise.resolve(),
  };
}

function lostError(): KingletError {
  return new KingletError('engine-lost', 'The page that ran the model is gone. Load the model again.');
}
