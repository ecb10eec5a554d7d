import type { AgentEvent } from '@kinglet/spec';
import type { AppElement } from '../tabs/open-tabs.ts';

/** An answer as the page saw it. Times are epoch milliseconds; null where there was none. */
export interface SeenAnswer {
  readonly events: readonly AgentEvent[];
  readonly crashedMs: number | null;
  /** The first text after the loss of the engine. */
  readonly goesOnMs: number | null;
}

/**
 * In the page: asks, crashes the GPU once if it is to, and stops the answer when the step that nothing befell has `length`
 * characters. All that it needs is inside.
 */
export async function answerOnce({
  crashes,
  length,
}: {
  crashes: boolean;
  length: number;
}): Promise<SeenAnswer> {
  const client = document.querySelector<AppElement>('kinglet-app')?.client;
  const { crashGpu } = globalThis as unknown as { crashGpu(): Promise<number> };
  if (!client) throw new Error('The page has no client.');
  const charactersOf = (events: readonly AgentEvent[]) =>
    events.reduce((sum, event) => sum + (event.type === 'text-delta' ? event.text.length : 0), 0);

  await client.newConversation();
  await client.send('Tell me a story.');
  let crash: Promise<number> | null = null;
  let goesOnMs: number | null = null;
  return new Promise((resolve) => {
    // By looking often: a subscriber hears once a frame only.
    const timer = setInterval(async () => {
      const run = client.state.runs.at(-1);
      if (!run) return;
      const { events } = run.record;
      if (crashes && charactersOf(events) > 0) crash ??= crashGpu();
      const loss = events.findIndex(
        (event) => event.type === 'step-end' && event.error?.code === 'engine-lost',
      );
      const written = charactersOf(events.slice(loss + 1));
      if (loss >= 0 && written > 0) goesOnMs ??= Date.now();
      if (written >= length && (loss >= 0 || !crashes)) void client.stop();
      if (run.status === 'running') return;
      clearInterval(timer);
      resolve({ events, crashedMs: await crash, goesOnMs });
    }, 2);
  });
}
