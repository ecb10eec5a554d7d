import { tinyModel } from '@kinglet/testkit/tiny-gguf';
import { afterEach, expect, test } from 'vitest';
import type { ClientOptions } from './client-options.ts';
import type { ClientState } from './client-state.ts';
import { createKingletClient } from './create-kinglet-client.ts';
import type { KingletClient } from './kinglet-client.ts';

const modelId = 'smollm2-135m-instruct-q4_1';
/** A catalogue whose only model is not here, so that a run ends at once. */
const withoutModel = catalogueOf('none');

function catalogueOf(...ids: readonly string[]): string {
  const models = ids.map((id, index) => ({
    ...{ id, name: id, engine: 'wllama', licence: null, sizeBytes: 5, memoryBytes: 10 * (index + 1) },
    ...{ contextTokens: 128, requires: [], summary: 'Not here.' },
    files: [
      { name: `${id}.gguf`, sizeBytes: 5, sha256: 'a'.repeat(64), sources: [`http://localhost:9/${id}`] },
    ],
  }));
  return `data:application/json,${encodeURIComponent(
    JSON.stringify({ version: 1, defaultModel: ids[0], models }),
  )}`;
}

const clients: KingletClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

function realWorker(): Worker {
  return new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
}

function startClient({
  createWorker = realWorker,
  catalogueUrl = '/models/catalogue.json',
  ...options
}: Partial<ClientOptions> = {}): KingletClient {
  const client = createKingletClient({
    ...{ createWorker, catalogueUrl, storage: null, tabStorage: null },
    ...options,
  });
  clients.push(client);
  return client;
}

/** Resolves with the first state that fits. */
function until(client: KingletClient, fits: (state: ClientState) => boolean): Promise<ClientState> {
  return new Promise((resolve) => {
    const check = (state: ClientState) => fits(state) && resolve(state);
    client.subscribe(check);
    check(client.state);
  });
}

test('the default model comes in, loads, and answers with tools on', { timeout: 300_000 }, async () => {
  const client = startClient();
  const phases = new Set<string>();
  client.subscribe((state) => {
    for (const { phase } of state.models) phases.add(phase);
  });
  await until(client, ({ phase }) => phase !== 'starting');
  expect(client.state).toMatchObject({ phase: 'ready', error: null, notices: [] });
  await client.loadModel(modelId);
  expect(client.state.models[0]).toMatchObject({ phase: 'ready', engine: { modelId, place: 'device' } });

  await client.send('Say hello.');
  const state = await until(client, ({ runs }) => runs[0] !== undefined && runs[0].status !== 'running');
  expect(state.runs[0]).toMatchObject({ status: 'complete', badge: { place: 'device', modelId } });
  expect(state.runs[0]?.parts.some((part) => part.kind === 'text' && part.text !== '')).toBe(true);
});

test('a killed worker is noticed by its lock: the run is interrupted, nothing is lost, restart goes on', {
  timeout: 60_000,
}, async () => {
  let worker: Worker | undefined;
  const client = startClient({
    catalogueUrl: withoutModel,
    createWorker: () => {
      worker = realWorker();
      return worker;
    },
  });
  await until(client, ({ phase }) => phase === 'ready');
  await client.send('Remember me.');
  const before = await until(client, ({ runs }) => runs[0]?.status !== 'running');
  const waiting = client.queryLog({ limit: 1 }).catch((error: unknown) => error);
  worker?.terminate();
  await until(client, ({ phase }) => phase === 'lost');
  expect(client.state.error).toMatchObject({ code: 'engine-lost' });
  expect(await waiting).toMatchObject({ code: 'engine-lost' });
  await expect(client.newConversation()).rejects.toMatchObject({ code: 'engine-lost' });

  await client.restart();
  expect(client.state).toMatchObject({ phase: 'ready', error: null });
  expect(client.state.runs[0]?.record).toMatchObject({
    userText: 'Remember me.',
    id: before.runs[0]?.record.id,
  });
  await client.deleteConversation(client.state.conversation?.head.id ?? '');
  expect(client.state).toMatchObject({ conversation: null, runs: [] });
});

test('a message goes to the conversation that was asked for last, also before it is open', async () => {
  const client = startClient({ catalogueUrl: withoutModel });
  await until(client, ({ phase }) => phase === 'ready');
  await client.newConversation();
  const before = client.state.conversation?.head.id;
  const opened = client.newConversation();
  await Promise.all([client.send('hello'), opened]);
  const { conversation, runs } = client.state;
  expect(conversation?.head.id).not.toBe(before);
  expect(runs.map(({ record }) => record.conversationId)).toEqual([conversation?.head.id]);
});

test('a worker that hangs while it owes an answer is ended, and restart goes on', {
  timeout: 60_000,
}, async () => {
  const client = startClient({
    catalogueUrl: withoutModel,
    hangMs: 3_000,
    createWorker: () =>
      new Worker(new URL('../worker/hanging.test-worker.ts', import.meta.url), { type: 'module' }),
  });
  await until(client, ({ phase }) => phase === 'ready');
  const channel = new BroadcastChannel('kinglet-test-hang');
  channel.postMessage('hang');
  channel.close();
  await expect(client.queryLog({ limit: 1 })).rejects.toMatchObject({ code: 'engine-lost' });
  expect(client.state).toMatchObject({
    phase: 'lost',
    error: { message: expect.stringContaining('no sign of life for 3 s') },
  });
  await client.restart();
  await client.newConversation();
  expect(client.state.conversation).not.toBeNull();
});

test('a model’s file of the user’s own is taken in, is there after a restart, and can be deleted', {
  timeout: 60_000,
}, async () => {
  const client = startClient({ catalogueUrl: withoutModel });
  await until(client, ({ phase }) => phase === 'ready');
  await expect(client.importFile(new File(['no model'], 'a.gguf'))).rejects.toMatchObject({
    code: 'invalid-input',
  });
  const file = new File([tinyModel()], 'tiny.gguf');
  const added = await client.importFile(file);
  expect(added).toMatchObject({ outcome: 'model-added', name: 'Tiny Talk', origin: 'own' });
  expect(await client.importFile(file)).toMatchObject({ outcome: 'model-there' });
  await client.restart();
  const { model, phase } = client.state.models.at(-1) ?? {};
  expect({ phase, summary: model?.summary }).toEqual({ phase: 'stored', summary: 'tiny.gguf' });
  await client.deleteModel(model?.id ?? '');
  expect(client.state.models.map(({ model: { id } }) => id)).toEqual(['none']);
  expect(client.state.importing).toBeNull();
});

test('a run whose worker dies is shown as interrupted, and goes on with the next worker', {
  timeout: 180_000,
}, async () => {
  let worker: Worker | undefined;
  const client = startClient({
    createWorker: () => {
      worker = realWorker();
      return worker;
    },
  });
  await until(client, ({ phase }) => phase === 'ready');
  const stored = client.state.models.some(
    ({ phase }) => phase === 'stored' || phase === 'loading' || phase === 'ready',
  );
  if (!stored) await client.loadModel(modelId);
  await client.send('Tell me a long story about the sea.');
  await until(
    client,
    ({ runs }) => runs[0]?.record.events.some(({ type }) => type === 'step-start') === true,
  );
  worker?.terminate();
  await until(client, ({ phase }) => phase === 'lost');
  expect(client.state.runs[0]).toMatchObject({ status: 'interrupted', activity: null });
  const { id } = client.state.runs[0]?.record ?? {};
  await client.restart();
  expect(client.state.runs).toMatchObject([
    { status: 'running', record: { id, userText: expect.stringContaining('sea') } },
  ]);
  await until(client, ({ runs }) => runs[0]?.activity === 'decode');
  await client.stop();
  await until(client, ({ runs }) => runs[0]?.status === 'cancelled');
});

test('a worker whose script breaks, and one that cannot be made, end in failed with what to do', async () => {
  const broken = startClient({
    createWorker: () => new Worker(new URL('./silent.test-worker.ts', import.meta.url), { type: 'module' }),
  });
  await until(broken, ({ phase }) => phase === 'failed');
  expect(broken.state.error).toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining('Reload'),
  });
  await expect(broken.newConversation()).rejects.toMatchObject({ code: 'engine-failed' });

  const refused = startClient({
    createWorker: () => {
      throw new DOMException('blocked by policy', 'SecurityError');
    },
  });
  await until(refused, ({ phase }) => phase === 'failed');
  expect(refused.state.error).toMatchObject({ message: expect.stringContaining('blocked by policy') });
});

test('a model that took the last page down is not loaded again: a smaller one takes its place, and the page says so', async () => {
  const items = new Map([['kinglet-loading', 'big']]);
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const client = startClient({
    catalogueUrl: catalogueOf('small', 'big'),
    storage,
    site: { modelId: 'big' },
  });
  const stepsDown = /big needs more memory .* small takes its place once you download it/;
  const state = await until(client, ({ notices }) => notices.some(({ message }) => stepsDown.test(message)));
  expect(state.settings.modelId).toBe('small');
  expect(state.models.map(({ model, phase }) => [model.id, phase])).toEqual([
    ['small', 'absent'],
    ['big', 'failed'],
  ]);
  await client.updateSettings({ modelId: null });
});

test('without a catalogue the page still starts, and says what is wrong', async () => {
  const client = startClient({ catalogueUrl: 'http://localhost:9/none.json' });
  await until(client, ({ phase }) => phase === 'ready');
  const { models, notices } = client.state;
  expect(models.length > 0 || notices.some(({ code }) => code === 'model-source')).toBe(true);
});

test('a key never comes back to the page, and its endpoint is tested with it', {
  timeout: 30_000,
}, async () => {
  const client = startClient();
  await until(client, ({ phase }) => phase === 'ready');
  const remote = {
    baseUrl: 'http://localhost:9/v1',
    model: 'big',
    inputUsdPerMillion: null,
    outputUsdPerMillion: null,
  };
  await client.setRemote(remote, 'sk-very-secret');
  expect(client.state).toMatchObject({ hasKey: true, settings: { remote: { model: 'big' } } });
  expect(await client.testRemote()).toMatchObject({ ok: false });
  await client.updateSettings({ remote: null, noticeRead: true });
  expect(client.state.settings).toMatchObject({ remote: { model: 'big' }, noticeRead: true });
  expect(JSON.stringify(client.state)).not.toContain('sk-very-secret');
  await client.setRemote({ ...remote, baseUrl: 'http://localhost:10/v1' }, null);
  expect(client.state.hasKey).toBe(false);
  await expect(client.setRemote(remote, 'has space')).rejects.toMatchObject({ code: 'invalid-input' });
  await client.setRemote(null, null);
});
