import { afterEach, expect, test } from 'vitest';
import type { ClientState } from './client-state.ts';
import { createKingletClient } from './create-kinglet-client.ts';
import type { KingletClient } from './kinglet-client.ts';

const modelId = 'smollm2-135m-instruct-q4_1';
const clients: KingletClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

function startClient(): KingletClient {
  const client = createKingletClient({
    createWorker: () => new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' }),
    catalogueUrl: '/models/catalogue.json',
    storage: null,
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

test('the default model comes in, loads, and answers with tools on', { timeout: 180_000 }, async () => {
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
