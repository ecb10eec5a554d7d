import type { KingletClient } from '@kinglet/runtime/client';
import { type NoteStore, openNotes, openReminders, type ReminderStore } from '@kinglet/tools';
import { until } from '../../bench/page/until.ts';
import type { AppSetup } from '../tasks/app-setup.ts';
import type { TaskTrace, TraceTurn } from '../tasks/trace.ts';
import { openClient } from './open-app.ts';
import { turnTrace } from './turn-trace.ts';

/** What the page needs of a task; nothing of what is expected. */
export interface TaskInput {
  readonly turns: readonly string[];
  readonly notes: readonly string[];
  readonly attach: Readonly<Record<string, string>>;
  /** After so long a turn is stopped. */
  readonly turnLimitMs: number;
}

interface App {
  readonly client: KingletClient;
  readonly notes: NoteStore;
  readonly reminders: ReminderStore;
}

let app: App | null = null;

/** Starts the app; returns the engine that runs, in words, and the ids of its specialists. */
export async function openApp(
  setup: AppSetup,
): Promise<{ readonly title: string; readonly adapters: readonly string[] }> {
  const { client, engine } = await openClient(setup);
  app = { client, notes: openNotes(), reminders: openReminders() };
  const { modelId, backend, threads, adapters = [] } = engine;
  return { title: `${modelId} on ${backend}, ${threads} threads`, adapters: adapters.map(({ id }) => id) };
}

/** Runs a task in a new conversation, with the notes given and no others, and without reminders. */
export async function runTask({ turns, notes, attach, turnLimitMs }: TaskInput): Promise<TaskTrace> {
  if (app === null) throw new Error('open the app first');
  await replaceAll(app.reminders, []);
  await replaceAll(app.notes, notes);
  await app.client.newConversation();
  const files = Object.entries(attach).map(
    ([name, text]) => new File([text], name, { type: mediaType(name) }),
  );
  const done: TraceTurn[] = [];
  for (const [index, text] of turns.entries()) {
    done.push(await runTurn(app.client, text, { files: index === 0 ? files : [], turnLimitMs }));
  }
  const kept = await app.notes.list();
  const pending = (await app.reminders.list()).filter(({ shown }) => shown === null);
  return {
    turns: done,
    notes: kept.map(({ text }) => text).reverse(),
    dueMs: pending.map(({ dueMs }) => dueMs),
  };
}

/** Sends one message, grants every approval, and waits for the end. */
async function runTurn(
  client: KingletClient,
  text: string,
  { files, turnLimitMs }: { files: readonly File[]; turnLimitMs: number },
): Promise<TraceTurn> {
  const before = client.state.runs.length;
  const decided = new Set<string>();
  let toolDoneMs: number | null = null;
  const [sentMs, startMs] = [Date.now(), performance.now()];
  await client.send(text, { files });
  const limit = setTimeout(() => void client.stop(), turnLimitMs);
  const { runs } = await until(client, ({ approvals, runs: all }) => {
    for (const { id, hash = '' } of approvals) {
      if (decided.has(id)) continue;
      decided.add(id);
      void client.decide(id, 'once', hash);
    }
    const run = all[before];
    if (run === undefined) return false;
    if (run.record.events.some(({ type }) => type === 'tool-end')) toolDoneMs ??= performance.now() - startMs;
    return run.status !== 'running';
  });
  clearTimeout(limit);
  const durationMs = performance.now() - startMs;
  const run = runs[before];
  const conversationId = client.state.conversation?.head.id;
  if (run === undefined || conversationId === undefined) throw new Error('The run is gone.');
  const rows = await client.queryLog({ limit: 50, conversationId });
  return turnTrace(run, rows, { text, sentMs, durationMs, toolDoneMs });
}

/** The worker has a connection of its own to the same database. */
async function replaceAll(store: NoteStore | ReminderStore, texts: readonly string[]): Promise<void> {
  const createdMs = Date.now() - 60_000;
  const put = texts.map((text, index) => ({ id: `kept-${index}`, text, createdMs: createdMs + index }));
  await (store as NoteStore).change(null, (items) => ({
    remove: items.map(({ id }) => id).filter((id) => !put.some((item) => item.id === id)),
    put,
    content: '',
  }));
}

function mediaType(name: string): string {
  const types: Readonly<Record<string, string>> = {
    csv: 'text/csv',
    json: 'application/json',
    md: 'text/markdown',
  };
  return types[name.split('.').at(-1) ?? ''] ?? 'text/plain';
}
