/// <reference types="vite/client" />
import { type ClientState, createKingletClient, type KingletClient } from '@kinglet/runtime/client';
import type { Catalogue, EngineInfo } from '@kinglet/spec';
import { until } from '../../bench/page/until.ts';
import workerUrl from '../../packages/runtime/src/worker/main.ts?worker&url';
import ungroundedUrl from '../../packages/runtime/src/worker/testing/ungrounded.ts?worker&url';
import type { AppSetup } from '../tasks/app-setup.ts';

const catalogueUrl = 'models/catalogue.json';

/** The app's client with the catalogue's default model loaded, and the larger model where there is one. */
export async function openClient({
  teacher,
  grounded,
  mayBeWrong,
}: AppSetup): Promise<{ readonly client: KingletClient; readonly engine: EngineInfo }> {
  const { defaultModel } = (await (await fetch(catalogueUrl)).json()) as Catalogue;
  const client = createKingletClient({
    createWorker: () => new Worker(grounded ? workerUrl : ungroundedUrl, { type: 'module' }),
    catalogueUrl,
    storage: null,
  });
  await until(client, ({ phase }) => phase === 'ready');
  const prices = { inputUsdPerMillion: null, outputUsdPerMillion: null };
  await client.setRemote(
    teacher === null ? null : { ...teacher, ...prices },
    teacher === null ? null : 'scripted',
  );
  await client.updateSettings({ mayBeWrong });
  await client.loadModel(defaultModel);
  const modelOf = ({ models }: ClientState) => models.find(({ model }) => model.id === defaultModel);
  const { models } = await until(client, (state) => {
    const status = modelOf(state);
    if (status?.phase === 'failed') throw new Error(status.error?.message ?? 'The model failed.');
    return status?.phase === 'ready';
  });
  const engine = models.find(({ model }) => model.id === defaultModel)?.engine;
  if (!engine) throw new Error(`The model ${defaultModel} is ready without an engine.`);
  return { client, engine };
}
