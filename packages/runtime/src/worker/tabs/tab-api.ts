import { KingletError } from '@kinglet/spec';
import type { ClientEvent, Conversation, TabApi } from '../../shared/index.ts';
import { exportDataset } from '../dataset/export-dataset.ts';
import type { Session } from '../session.ts';
import type { Tab } from './tabs.ts';
import { tellSettings } from './tell-settings.ts';

/** A tab and the session that serves it. */
export interface Served {
  readonly session: Session;
  readonly tab: Tab;
}

/** The verbs of one tab, as calls on the session's parts. `served` is null until the worker was booted. */
export function createTabApi(served: () => Promise<Served> | null): TabApi {
  /** Runs the verb; what it told this tab has arrived there before the verb resolves. */
  async function act<T>(verb: (session: Session, tab: Tab) => T | Promise<T>): Promise<T> {
    const started = served();
    if (!started) throw new KingletError('invalid-input', 'The worker was not started. Call boot first.');
    const { session, tab } = await started;
    try {
      return await verb(session, tab);
    } finally {
      await tab.outbox.flush();
    }
  }

  return {
    loadModel: (modelId) =>
      act(async (session) => {
        if (modelId !== session.modelId()) {
          await session.settings.update({ modelId });
          tellSettings(session);
        }
        session.stepDown.chosen(modelId);
        await session.models.load(modelId);
      }),
    pauseDownload: (modelId) => act(({ models }) => models.pause(modelId)),
    cancelDownload: (modelId) => act(({ models }) => models.cancel(modelId)),
    deleteModel: (modelId) => act(({ models }) => models.remove(modelId)),
    importFile: (file, replace) => act(({ imports }) => imports.import(file, { replace })),
    cancelImport: () => act(({ imports }) => imports.cancel()),
    removeAdapter: (id) => act(({ adapters }) => adapters.remove(id)),

    createConversation: () => act(({ journal }) => journal.create()),
    openConversation: (id) => act((session, tab) => show(session, tab, session.journal.open(id))),
    selectBranch: (conversationId, runId) =>
      act((session, tab) => show(session, tab, session.journal.select(conversationId, runId))),
    deleteConversation: (id) =>
      act(async ({ runs, journal, tabs }) => {
        await runs.end(id);
        await journal.remove(id);
        tabs.tell({ type: 'conversations', heads: journal.heads });
      }),

    send: (input) =>
      act(({ runs }, { outbox }) => runs.send(input, { tellSender: (event) => outbox.add(event) })),
    siteToolEnd: (id, end) => act(({ runs }) => runs.siteToolEnd(id, end)),
    cancel: (runId) => act(({ runs }) => runs.cancel(runId)),
    decide: (approvalId, decision, hash) => act(({ runs }) => runs.decide(approvalId, decision, hash)),
    setStandingRule: (id, effect) => act(({ standing }) => standing.setEffect(id, effect)),
    withdrawRule: (id) => act(({ standing }) => standing.withdraw(id)),
    withdrawAllRules: () => act(({ standing }) => standing.withdrawAll()),

    updateSettings: (patch) =>
      act(async (session) => {
        const before = session.settings.settings;
        // The endpoint has a verb of its own, which keeps the key bound to it.
        const settings = await session.settings.update({ ...patch, remote: before.remote });
        await session.usageLog.updateSettings(settings.log);
        tellSettings(session);
        if (settings.backend !== before.backend) session.models.judge();
      }),
    setRemote: (remote, key) =>
      act(async (session) => {
        await session.endpoint.set(remote, key);
        tellSettings(session);
      }),
    testRemote: () => act(({ endpoint }) => endpoint.test(new AbortController().signal)),

    measureDevice: () =>
      act(({ meter }, { outbox }) =>
        meter.measure((progress) => outbox.add({ type: 'measuring', progress })),
      ),
    stopMeasuring: () => act(({ meter }) => meter.stop()),

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
    ping: async () => {},
    setVisible: (visible) => act(({ tabs }, tab) => tabs.setVisible(tab, visible)),

    dismissReminder: (id) => act(({ dueReminders }) => dueReminders.dismiss(id)),
  };
}

/** From then on the tab hears of this conversation's runs; one that was cut off goes on. */
async function show({ runs, journal }: Session, tab: Tab, opening: Promise<Conversation>): Promise<void> {
  tab.asked += 1;
  const { asked } = tab;
  const read = await opening;
  if (asked !== tab.asked) return;
  const { id } = read.head;
  const isBusy = runs.running(id).length > 0;
  const tellSender = (event: ClientEvent) => tab.outbox.add(event);
  const goOn = isBusy ? null : await runs.takeUp(read, { tellSender });
  try {
    const conversation = isBusy ? read : await journal.open(id);
    if (asked !== tab.asked) return;
    tab.openId = id;
    const running = runs.running(id);
    tab.outbox.add({ type: 'conversation-open', conversation: { ...conversation, running } });
  } finally {
    goOn?.();
  }
}
