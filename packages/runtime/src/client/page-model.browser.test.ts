import { type ScriptedLanguageModelOptions, scriptedLanguageModel } from '@kinglet/engines/built-in/testing';
import { hang, type ScriptedReply, say } from '@kinglet/testkit';
import { afterEach, expect, test } from 'vitest';
import type { ClientState } from './client-state.ts';
import { createPageModelHost } from './connection/page-model-host.ts';
import { createKingletClient } from './create-kinglet-client.ts';
import type { KingletClient } from './kinglet-client.ts';

const file = {
  name: 'none.gguf',
  sizeBytes: 5,
  sha256: 'a'.repeat(64),
  sources: ['http://localhost:9/none'],
};
const none = {
  id: 'none',
  name: 'None',
  engine: 'wllama',
  licence: null,
  sizeBytes: 5,
  memoryBytes: null,
  contextTokens: 128,
  files: [file],
  requires: [],
  summary: 'Not here.',
};
const builtIn = { ...none, id: 'chrome', name: 'Chrome', engine: 'built-in', sizeBytes: null, files: [] };
const catalogueUrl = `data:application/json,${encodeURIComponent(
  JSON.stringify({ version: 1, defaultModel: 'none', models: [none, builtIn] }),
)}`;
const native = Object.getOwnPropertyDescriptor(globalThis, 'LanguageModel');
let client: KingletClient | null = null;

afterEach(async () => {
  await client?.updateSettings({ modelId: null }).catch(() => {});
  client?.close();
  client = null;
  Reflect.deleteProperty(globalThis, 'LanguageModel');
  if (native) Object.defineProperty(globalThis, 'LanguageModel', native);
});

function script(replies: readonly ScriptedReply[], options: ScriptedLanguageModelOptions = {}) {
  const scripted = scriptedLanguageModel(replies, { contextWindow: 9216, ...options });
  Object.defineProperty(globalThis, 'LanguageModel', { value: scripted.module, configurable: true });
  return scripted;
}

async function start(): Promise<KingletClient> {
  const started = createKingletClient({
    createWorker: () => new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' }),
    catalogueUrl,
    storage: null,
  });
  client = started;
  await until(({ phase }) => phase === 'ready');
  return started;
}

/** Resolves with the first state that fits. */
function until(fits: (state: ClientState) => boolean): Promise<ClientState> {
  return new Promise((resolve) => {
    const check = (state: ClientState) => fits(state) && resolve(state);
    client?.subscribe(check);
    if (client) check(client.state);
  });
}

const ended = ({ runs }: ClientState, index = 0) => {
  const status = runs[index]?.status;
  return status !== undefined && status !== 'running';
};
const answers = ({ runs }: ClientState) =>
  runs.map(({ parts }) => parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''));

test('answers from the page, streamed through the worker', { timeout: 30_000 }, async () => {
  script([say('Hello to you too.')]);
  const { state, loadModel, send } = bound(await start());
  expect(state().models[1]).toMatchObject({ phase: 'stored', fit: 'good', model: { id: 'chrome' } });
  await loadModel('chrome');
  expect(state().models[1]).toMatchObject({
    phase: 'ready',
    engine: { engine: 'built-in', backend: 'browser', contextTokens: 9216 },
  });
  await send('Say hello.');
  const after = await until(ended);
  expect(answers(after)).toEqual(['Hello to you too.']);
  expect(after.runs[0]).toMatchObject({ status: 'complete', badge: { where: 'this browser' } });
});

test('tells of the download that the browser makes', { timeout: 30_000 }, async () => {
  script([], { availability: 'downloadable' });
  const { state, loadModel } = bound(await start());
  expect(state().models[1]).toMatchObject({ phase: 'absent', fitReason: expect.stringContaining('once') });
  await loadModel('chrome');
  expect(state().models[1]).toMatchObject({ phase: 'ready', fetchedShare: 1 });
});

test('a stop ends the reply on the page, and the next one works', { timeout: 30_000 }, async () => {
  const scripted = script([[...say('Once upon'), ...hang()], say('Four.')]);
  const { loadModel, send, stop } = bound(await start());
  await loadModel('chrome');
  await send('Tell me a story.');
  await until((state) => answers(state)[0]?.includes('upon') === true);
  await stop();
  await until(ended);
  await expect.poll(() => scripted.sessions).toBe(1);
  await send('What is two and two?');
  expect(answers(await until((state) => ended(state, 1)))[1]).toBe('Four.');
});

test('a model that the browser drops is lost like a device: it is loaded again, and the run goes on', {
  timeout: 30_000,
}, async () => {
  const scripted = script([[...say('Once upon'), ...hang()], say('Twice.')]);
  const { state, loadModel, send } = bound(await start());
  await loadModel('chrome');
  await send('Tell me a story.');
  await until((now) => answers(now)[0]?.includes('upon') === true);
  scripted.crash();
  expect(answers(await until(ended))).toEqual(['Twice.']);
  expect(state().models[1]).toMatchObject({ phase: 'ready', error: null });
});

test('nothing is shown where the browser has no such API', { timeout: 30_000 }, async () => {
  Reflect.deleteProperty(globalThis, 'LanguageModel');
  const { state } = bound(await start());
  expect(state().models.map(({ model }) => model.id)).toEqual(['none']);
});

test('one that the browser does not offer here is shown and cannot be chosen', {
  timeout: 30_000,
}, async () => {
  script([], { availability: 'unavailable' });
  const { state, loadModel } = bound(await start());
  expect(state().models[1]).toMatchObject({ fit: 'no', fitReason: expect.stringContaining('not offered') });
  await expect(loadModel('chrome')).rejects.toMatchObject({ code: 'unsupported' });
});

test('a worker that ends gives the model back', { timeout: 30_000 }, async () => {
  const scripted = script([]);
  const { loadModel } = bound(await start());
  await loadModel('chrome');
  expect(scripted.sessions).toBe(1);
  client?.close();
  await expect.poll(() => scripted.sessions).toBe(0);
});

test('a page that closes ends what runs with the error of a lost device', async () => {
  script([[...say('Once upon'), ...hang()]]);
  const host = createPageModelHost();
  await host.load({ modelId: 'chrome', contextTokens: 128 }, () => {});
  const request = { messages: [{ role: 'user' as const, content: 'Hi' }], tools: [], maxTokens: 9 };
  const running = host.generate(request, ([event]) => {
    if (event?.type === 'text-delta') void host.close();
  });
  await expect(running).rejects.toMatchObject({ code: 'engine-lost' });
  await expect(host.generate(request, () => {})).rejects.toMatchObject({ code: 'engine-lost' });
});

function bound(started: KingletClient) {
  return {
    state: () => started.state,
    loadModel: (id: string) => started.loadModel(id),
    send: (text: string) => started.send(text),
    stop: () => started.stop(),
  };
}
