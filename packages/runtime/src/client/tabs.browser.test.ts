import { scriptedLanguageModel } from '@kinglet/engines/built-in/testing';
import { hang, type ScriptedReply, say } from '@kinglet/testkit';
import { tinyModel } from '@kinglet/testkit/tiny-gguf';
import { wrap } from 'comlink';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings, type Snapshot, type TabSink } from '../shared/index.ts';
import type { ClientOptions } from './client-options.ts';
import type { ClientState } from './client-state.ts';
import { createKingletClient } from './create-kinglet-client.ts';
import type { KingletClient } from './kinglet-client.ts';

const facts = { licence: null, memoryBytes: null, contextTokens: 128, requires: [], summary: 'Scripted.' };
const chrome = { ...facts, id: 'chrome', name: 'Chrome', engine: 'built-in', sizeBytes: null, files: [] };
const catalogueUrl = `data:application/json,${encodeURIComponent(
  JSON.stringify({ version: 1, defaultModel: 'chrome', models: [chrome] }),
)}`;
const native = Object.getOwnPropertyDescriptor(globalThis, 'LanguageModel');

const snapshot: Snapshot = {
  ...{ settings: defaultSettings, hasKey: false, standingRules: [], models: [], defaultModelId: null },
  ...{ conversations: [], dueReminders: [] },
};

/** Clients that share a worker are tabs to each other, be they on one page. */
let tabs: KingletClient[];
/** Workers that were started and not ended. */
let workers: Set<Worker>;
let group: string;

beforeEach(() => {
  tabs = [];
  workers = new Set();
  group = crypto.randomUUID();
});

afterEach(async () => {
  for (const tab of tabs) tab.close();
  Reflect.deleteProperty(globalThis, 'LanguageModel');
  if (native) Object.defineProperty(globalThis, 'LanguageModel', native);
});

function script(replies: readonly ScriptedReply[]) {
  const scripted = scriptedLanguageModel(replies, { contextWindow: 9216 });
  Object.defineProperty(globalThis, 'LanguageModel', { value: scripted.module, configurable: true });
  return scripted;
}

function createWorker(): Worker {
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
  workers.add(worker);
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    workers.delete(worker);
    terminate();
  };
  return worker;
}

async function open({ version = '1', ...options }: { version?: string } & Partial<ClientOptions> = {}) {
  const sharing = { name: group, version, patienceMs: 20_000 };
  const tab = createKingletClient({
    createWorker,
    catalogueUrl,
    storage: null,
    sharing,
    tabStorage: null,
    ...options,
  });
  tabs.push(tab);
  await until(tab, ({ phase }) => phase !== 'starting');
  return tab;
}

/** Resolves with the first state that fits. */
function until(tab: KingletClient, fits: (state: ClientState) => boolean): Promise<ClientState> {
  return new Promise((resolve) => {
    const check = (state: ClientState) => fits(state) && resolve(state);
    tab.subscribe(check);
    check(tab.state);
  });
}

const ready = ({ phase }: ClientState) => phase === 'ready';
const ended = ({ runs }: ClientState) => runs.length > 0 && runs.at(-1)?.status !== 'running';
const answer = ({ runs }: ClientState) =>
  (runs.at(-1)?.parts ?? []).map((part) => (part.kind === 'text' ? part.text : '')).join('');

test('two tabs share one worker and one load, each with a conversation of its own', {
  timeout: 60_000,
}, async () => {
  const scripted = script([say('Hello, first.'), say('Hello, second.')]);
  const [a, b] = [await open(), await open()];
  expect(workers.size).toBe(1);
  await b.loadModel('chrome');
  await until(a, ({ models }) => models[0]?.phase === 'ready');
  expect(scripted.sessions).toBe(1);
  await a.send('I am the first.');
  await until(a, ended);
  await b.send('I am the second.');
  await until(b, ended);
  expect([answer(a.state), answer(b.state)]).toEqual(['Hello, first.', 'Hello, second.']);
  expect(a.state.runs).toHaveLength(1);
  expect(b.state.conversation?.head.id).not.toBe(a.state.conversation?.head.id);
  expect(a.state.conversations).toEqual(b.state.conversations);
});

test('what one tab sets, imports and deletes, the other has', { timeout: 60_000 }, async () => {
  script([say('Hello.')]);
  const [a, b] = [await open(), await open()];
  await b.updateSettings({ noticeRead: true, mirrors: ['https://mirror.example'] });
  await until(a, ({ settings }) => settings.mirrors.length === 1);
  await a.updateSettings({ mirrors: [] });
  const file = new File([tinyModel()], 'tiny.gguf');
  expect(await b.importFile(file)).toMatchObject({ outcome: 'model-added', name: 'Tiny Talk' });
  const { models } = await until(a, (state) => state.models.length === 2);
  await a.deleteModel(models[1]?.model.id ?? '');
  await until(b, (state) => state.models.length === 1);

  await a.send('Remember me.');
  await until(a, ended);
  const id = a.state.conversation?.head.id ?? '';
  await b.openConversation(id);
  expect(answer(b.state)).toBe('Hello.');
  await b.deleteConversation(id);
  await until(a, ({ conversation }) => conversation === null);
  expect(a.state.conversations.some((head) => head.id === id)).toBe(false);
});

test('an attachment crosses from a tab that does not lead', { timeout: 60_000 }, async () => {
  script([say('I read it.')]);
  await open();
  const b = await open();
  await b.send('Read this.', { files: [new File(['one, two'], 'list.csv', { type: 'text/csv' })] });
  await until(b, ended);
  expect(b.state.runs[0]?.record.attachments).toMatchObject([{ name: 'list.csv', text: 'one, two' }]);
});

test('the leading tab closes in mid-run: the other leads with one worker, and its run goes on by itself', {
  timeout: 60_000,
}, async () => {
  script([[...say('Once upon'), ...hang()], say('Four.')]);
  const [a, b] = [await open(), await open()];
  await b.send('Tell me a story.');
  await until(b, (state) => answer(state).includes('upon'));
  const before = { id: b.state.conversation?.head.id, run: b.state.runs[0]?.record.id };
  a.close();
  const done = await until(b, (state) => ended(state));
  expect(done.runs).toHaveLength(1);
  expect(done.runs[0]).toMatchObject({ status: 'complete', record: { id: before.run } });
  expect(answer(done)).toBe('Four.');
  expect(workers.size).toBe(1);
  expect(b.state.conversation?.head.id).toBe(before.id);
});

test('a page that is reloaded in mid-run opens its conversation again, where the run goes on', {
  timeout: 60_000,
}, async () => {
  script([[...say('Once upon'), ...hang()], say('Four.')]);
  const items = new Map<string, string>();
  const tabStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const before = await open({ tabStorage });
  await before.send('Tell me a story.');
  await until(before, (state) => answer(state).includes('upon'));
  before.close();
  const after = await open({ tabStorage });
  await until(after, (state) => ended(state) && answer(state) === 'Four.');
  expect(after.state.runs).toMatchObject([{ status: 'complete', record: { userText: 'Tell me a story.' } }]);
  await after.newConversation();
  expect(items.size).toBe(0);
});

test('a worker killed in the leading tab: the other tab leads, and the first one follows it', {
  timeout: 60_000,
}, async () => {
  script([]);
  const [a, b, c] = [await open(), await open(), await open()];
  const [worker] = workers;
  const waiting = c.queryLog({ limit: 1 }).catch((error: unknown) => error);
  worker?.terminate();
  await until(b, ({ phase }) => phase === 'starting');
  await waiting;
  for (const tab of [a, b, c]) await until(tab, ready);
  expect(workers.size).toBe(1);
  await a.newConversation();
  expect(a.state.conversation).not.toBeNull();
});

test('a conversation that was not begun is closed when its worker is gone, and the next message begins one', {
  timeout: 60_000,
}, async () => {
  script([say('Hello.')]);
  const [a, b] = [await open(), await open()];
  await b.newConversation();
  a.close();
  await until(b, ({ conversation }) => conversation === null);
  await b.send('Hi');
  await until(b, ended);
  expect(answer(b.state)).toBe('Hello.');
});

test('a restart in a tab that does not lead takes the lead', { timeout: 60_000 }, async () => {
  script([]);
  const [a, b] = [await open(), await open()];
  const [first] = workers;
  await b.restart();
  expect(b.state.phase).toBe('ready');
  await until(a, ready);
  expect(workers.size).toBe(1);
  expect(workers).not.toContain(first);
  await a.newConversation();
});

test('a frozen tab that leads hands over, and follows when it is thawed', { timeout: 60_000 }, async () => {
  script([]);
  const [a, b] = [await open(), await open()];
  document.dispatchEvent(new Event('freeze'));
  expect([a.state.phase, workers.size]).toEqual(['starting', 0]);
  await expect.poll(() => workers.size).toBe(1);
  await until(b, ready);
  document.dispatchEvent(new Event('resume'));
  await until(a, ready);
  expect(workers.size).toBe(1);
});

test('a tab of another version says so, does not disturb, and leads when the other is gone', {
  timeout: 60_000,
}, async () => {
  script([]);
  const a = await open();
  const b = await open({ version: '2' });
  expect(b.state).toMatchObject({ phase: 'failed', error: { code: 'other-version' } });
  await expect(b.newConversation()).rejects.toMatchObject({ code: 'other-version' });
  await until(a, ({ notices }) => notices.some(({ code }) => code === 'other-version'));
  expect(a.state.phase).toBe('ready');
  a.close();
  await until(b, ready);
  expect(b.state.error).toBeNull();
  expect(workers.size).toBe(1);
});

test('a tab that nobody answers says so, and takes over by a restart', { timeout: 60_000 }, async () => {
  script([]);
  const silent = new AbortController();
  const held = new Promise((resolve) => silent.signal.addEventListener('abort', resolve));
  const taken = navigator.locks.request(`kinglet-lead-${group}`, () => held).catch(() => 'taken');
  const sharing = { name: group, version: '1', patienceMs: 50 };
  const tab = await open({ sharing });
  expect(tab.state).toMatchObject({ phase: 'lost', error: { message: expect.stringContaining('to sleep') } });
  await expect(tab.newConversation()).rejects.toMatchObject({ code: 'engine-lost' });
  await tab.restart();
  expect(tab.state.phase).toBe('ready');
  expect(await taken).toBe('taken');
});

test('a tab that is looked at and hears nothing from the leader any more says so', {
  timeout: 60_000,
}, async () => {
  const lead = new AbortController();
  const held = new Promise((resolve) => lead.signal.addEventListener('abort', resolve));
  await new Promise<void>((taken) => {
    const hold = () => {
      taken();
      return held;
    };
    void navigator.locks.request(`kinglet-lead-${group}`, hold).catch(() => {});
  });
  const channel = new BroadcastChannel(`kinglet-tabs-${group}`);
  channel.addEventListener('message', ({ data }) => {
    const sink = wrap<TabSink>(new BroadcastChannel(data.channel));
    void sink.welcome('kinglet-life-silent');
    void sink.events([{ type: 'started', snapshot }]);
  });
  // Held, so that the leader counts as alive.
  void navigator.locks.request('kinglet-life-silent', () => held);
  const tab = await open({ sharing: { name: group, version: '1', patienceMs: 1_000 } });
  expect(tab.state.phase).toBe('ready');
  document.dispatchEvent(new Event('visibilitychange'));
  await until(tab, ({ phase }) => phase === 'lost');
  expect(tab.state.error?.message).toContain('to sleep');
  channel.close();
  lead.abort();
  await until(tab, ready);
});

test('a worker that cannot start leaves the lead to the next tab', { timeout: 60_000 }, async () => {
  script([]);
  const refused = () => {
    throw new DOMException('blocked by policy', 'SecurityError');
  };
  const a = await open({ createWorker: refused });
  expect(a.state.phase).toBe('failed');
  const b = await open();
  expect(b.state.phase).toBe('ready');
  await until(a, ready);
  expect(workers.size).toBe(1);
});

test('without locks each tab has a worker of its own', { timeout: 60_000 }, async () => {
  script([]);
  Object.defineProperty(navigator, 'locks', {
    value: { request: () => Promise.reject(new DOMException('no')) },
    configurable: true,
  });
  try {
    await open();
    await open();
  } finally {
    Reflect.deleteProperty(navigator, 'locks');
  }
  expect(workers.size).toBe(2);
  expect(tabs.map(({ state }) => state.phase)).toEqual(['ready', 'ready']);
});
