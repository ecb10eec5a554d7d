import { KingletError, toKingletError } from '@kinglet/spec';
import type { BootOptions, ClientEvent, Conversation, PageModel, WorkerApi } from '../shared/index.ts';
import { exportDataset } from './dataset/export-dataset.ts';
import { holdLifeLock } from './life-lock.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { openSession, type Session, type SessionParts } from './session.ts';
import { watchPolicy } from './watch-policy.ts';

/** The worker's side of the contract: opens the session at `boot`, and turns verbs into calls on its parts. */
export function createWorkerApi(parts: SessionParts): WorkerApi {
  let booted: Promise<{ session: Session; outbox: Outbox }> | null = null;

  /** Runs the verb; what it told the page has arrived there before the verb resolves. */
  async function act<T>(verb: (session: Session, outbox: Outbox) => T | Promise<T>): Promise<T> {
    if (!booted) throw new KingletError('invalid-input', 'The worker was not started. Call boot first.');
    const { session, outbox } = await booted;
    try {
      return await verb(session, outbox);
    } finally {
      await outbox.flush();
    }
  }

  function show(session: Session, outbox: Outbox, conversation: Conversation): void {
    const running = session.runs.running(conversation.head.id);
    outbox.add({ type: 'conversation-open', conversation: { ...conversation, running } });
  }

  return {
    async boot(options, sink, page) {
      booted ??= open(options, parts, { sink, page });
      await act((session, outbox) => start(session, outbox, options));
    },
    loadModel: (modelId) =>
      act(async (session, outbox) => {
        if (modelId !== session.modelId()) {
          await session.settings.update({ modelId });
          tellSettings(session, outbox);
        }
        await session.models.load(modelId);
      }),
    pauseDownload: (modelId) => act(({ models }) => models.pause(modelId)),
    cancelDownload: (modelId) => act(({ models }) => models.cancel(modelId)),
    deleteModel: (modelId) => act(({ models }) => models.remove(modelId)),
    importFile: (file, replace) => act(({ imports }) => imports.import(file, { replace })),
    cancelImport: () => act(({ imports }) => imports.cancel()),
    removeAdapter: (id) => act(({ adapters }) => adapters.remove(id)),

    createConversation: () => act(({ journal }) => journal.create()),
    openConversation: (id) =>
      act(async (session, outbox) => show(session, outbox, await session.journal.open(id))),
    selectBranch: (conversationId, runId) =>
      act(async (session, outbox) =>
        show(session, outbox, await session.journal.select(conversationId, runId)),
      ),
    deleteConversation: (id) =>
      act(async ({ runs, journal }, outbox) => {
        await runs.end(id);
        await journal.remove(id);
        outbox.add({ type: 'conversations', heads: journal.heads });
      }),

    send: (input) => act(({ runs }) => runs.send(input)),
    cancel: (runId) => act(({ runs }) => runs.cancel(runId)),
    decide: (approvalId, decision) => act(({ runs }) => runs.decide(approvalId, decision)),

    updateSettings: (patch) =>
      act(async (session, outbox) => {
        const { modelId, mirrors, log, noticeRead } = { ...session.settings.settings, ...patch };
        // The endpoint has a verb of its own, which keeps the key bound to it.
        const settings = await session.settings.update({ modelId, mirrors, log, noticeRead });
        await session.usageLog.updateSettings(settings.log);
        tellSettings(session, outbox);
      }),
    setRemote: (remote, key) =>
      act(async (session, outbox) => {
        await session.endpoint.set(remote, key);
        tellSettings(session, outbox);
      }),
    testRemote: () => act(({ endpoint }) => endpoint.test(new AbortController().signal)),

    queryLog: (query) => act(({ usageLog }) => usageLog.query(query)),
    setFeedback: (rowId, feedback) =>
      act(async ({ usageLog }) => void (await usageLog.setFeedback(rowId, feedback))),
    exportLog: () =>
      act(async ({ usageLog }) => {
        let lines = '';
        for await (const piece of usageLog.exportJsonLines()) lines += piece;
        return lines;
      }),
    exportDataset: (query) => act(({ usageLog, tools }) => exportDataset(query, { log: usageLog, tools })),
    deleteLogRow: (rowId) => act(({ usageLog }) => usageLog.delete(rowId)),
    clearLog: () => act(({ usageLog }) => usageLog.clear()),
    flush: () =>
      act(async ({ journal, usageLog }) => {
        await Promise.all([journal.flush(), usageLog.flush()]);
      }),

    dismissReminder: (id) => act(({ reminders }) => reminders.dismiss(id)),
  };
}

async function open(
  options: BootOptions,
  parts: SessionParts,
  { sink, page }: { sink: (events: readonly ClientEvent[]) => void; page: PageModel },
): Promise<{ session: Session; outbox: Outbox }> {
  const outbox = createOutbox(sink);
  if (options.frameUrl) {
    watchPolicy(options.frameUrl, (error) => outbox.add({ type: 'notice', error: error.toShape() }));
  }
  await holdLifeLock(options.lifeLock);
  return { session: await openSession(options, parts, { outbox, page }), outbox };
}

/** Tells the page how all stands, and loads the chosen model where it is stored and did not end the last tab. */
function start(session: Session, outbox: Outbox, { crashedModelId }: BootOptions): void {
  const snapshot = session.snapshot();
  outbox.add({ type: 'started', snapshot });
  const modelId = session.modelId();
  const isStored = snapshot.models.some(({ model, phase }) => model.id === modelId && phase === 'stored');
  if (modelId !== null && isStored && modelId !== crashedModelId) {
    session.models.load(modelId).catch(() => {}); // Its status tells.
  }
  session.reminders
    .start((reminder) => outbox.add({ type: 'reminder-due', reminder }))
    .catch((thrown: unknown) =>
      outbox.add({ type: 'notice', error: toKingletError(thrown, 'storage-denied').toShape() }),
    );
}

function tellSettings({ settings, endpoint }: Session, outbox: Outbox): void {
  outbox.add({ type: 'settings', settings: settings.settings, hasKey: endpoint.hasKey });
}
