import { KingletError } from '@kinglet/spec';
import type { BootOptions, ClientEvent, PageModel, WorkerApi } from '../shared/index.ts';
import { holdLifeLock } from './life-lock.ts';
import { createOutbox } from './outbox.ts';
import { openSession, type SessionParts } from './session.ts';
import { attachTab } from './tabs/attach-tab.ts';
import { createTabApi, type Served } from './tabs/tab-api.ts';
import { Tabs } from './tabs/tabs.ts';
import { watchPolicy } from './watch-policy.ts';

/** The worker's side of the contract: opens the session at `boot`, and serves the page that started it and other tabs. */
export function createWorkerApi(parts: SessionParts): WorkerApi {
  let booted: (Served & { readonly lifeLock: string }) | null = null;
  let booting: Promise<Served> | null = null;
  /** By their life locks: how to stop serving them. */
  const attached = new Map<string, () => void>();

  return {
    ...createTabApi(() => booting),
    async boot(options, sink, page) {
      booting ??= open(options, parts, { sink, page });
      const served = await booting;
      booted = { ...served, lifeLock: options.lifeLock };
      start(served, options);
      await served.tab.outbox.flush();
    },
    async attach(address) {
      if (!booted) throw new KingletError('invalid-input', 'The worker was not started. Call boot first.');
      const { session, lifeLock } = booted;
      const key = address.lifeLock;
      attached.get(key)?.();
      attached.set(key, attachTab(session, { address, lifeLock, gone: () => attached.delete(key) }));
    },
  };
}

async function open(
  options: BootOptions,
  parts: SessionParts,
  { sink, page }: { sink: (events: readonly ClientEvent[]) => void; page: PageModel },
): Promise<Served> {
  const tabs = new Tabs();
  const tab = tabs.add(createOutbox(sink));
  if (options.frameUrl) {
    watchPolicy(options.frameUrl, (error) => tab.outbox.add({ type: 'notice', error: error.toShape() }));
  }
  await holdLifeLock(options.lifeLock);
  return { session: await openSession(options, parts, { tabs, page }), tab };
}

/** Tells the page how all stands, and loads the chosen model where it is stored; for one that ended the last tab, a smaller one. */
function start({ session, tab }: Served, { crashedModelId }: BootOptions): void {
  const snapshot = session.snapshot();
  tab.outbox.add({ type: 'started', snapshot });
  const crashed = snapshot.models.find(({ model }) => model.id === crashedModelId);
  if (crashed) session.stepDown.outOfMemory(crashed.model);
  const modelId = session.modelId();
  const isStored = snapshot.models.some(({ model, phase }) => model.id === modelId && phase === 'stored');
  if (modelId !== null && isStored && modelId !== crashedModelId) {
    session.models.load(modelId).catch(() => {}); // Its status tells.
  }
  session.dueReminders.start();
}
