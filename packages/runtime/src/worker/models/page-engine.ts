import type { Engine, EngineEvent, GenerateRequest } from '@kinglet/spec';
import { proxy } from 'comlink';
import type { PageModel } from '../../shared/index.ts';
import { orAborted } from '../gate.ts';
import type { LoadContext } from './engine-drivers.ts';

/** Loads the browser's own model, which the page runs. Rejects as `loadBuiltInEngine` does. */
export async function loadPageEngine(
  page: PageModel,
  { model, onProgress, signal }: Pick<LoadContext, 'model' | 'onProgress' | 'signal'>,
): Promise<Engine> {
  const { id: modelId, contextTokens } = model;
  const tell = (fraction: number) => {
    if (!signal.aborted) onProgress(fraction);
  };
  const loading = page.load({ modelId, contextTokens }, proxy(tell));
  try {
    const info = await orAborted(loading, signal);
    return {
      info,
      generate: (request, options) => generate(page, request, options),
      unload: () => page.unload(),
    };
  } catch (thrown) {
    void page.cancel();
    loading.then(() => page.unload()).catch(() => {}); // It may have come too late to be cancelled.
    throw thrown;
  }
}

async function* generate(
  page: PageModel,
  request: GenerateRequest,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<EngineEvent, void, void> {
  signal.throwIfAborted();
  let waiting: EngineEvent[] = [];
  let ended = false;
  let wake = () => {};
  const sink = (events: readonly EngineEvent[]) => {
    waiting.push(...events);
    wake();
  };
  const running = page.generate(request, proxy(sink)).finally(() => {
    ended = true;
    wake();
  });
  running.catch(() => {}); // It is awaited below, once what came before has been read.
  try {
    while (!ended || waiting.length > 0) {
      if (waiting.length === 0) await orAborted(new Promise<void>((resolve) => (wake = resolve)), signal);
      const batch = waiting;
      waiting = [];
      for (const event of batch) {
        yield event;
        signal.throwIfAborted();
      }
    }
    await running;
  } finally {
    if (!ended) await page.cancel();
  }
}
