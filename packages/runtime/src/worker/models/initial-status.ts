import type { ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import { adapterList } from './adapter-list.ts';
import { unseen } from './check-adapters.ts';
import type { EngineBackend } from './choose-backend.ts';
import { modelCosts } from './model-costs.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelPace } from './model-pace.ts';
import type { AdapterShop } from './supply-model.ts';

/** llama.cpp will run the model without a GPU. */
export function runsOnCpu({ engine }: ModelRecord, backend: EngineBackend | null): boolean {
  return engine === 'wllama' && backend === 'wasm';
}

/** How a model stands before anyone looked at what is stored. */
export function initialStatus(
  model: ModelRecord,
  {
    device,
    files,
    shop,
    pace,
    models,
  }: {
    device: DeviceFacts;
    files: Pick<ModelFiles, 'memoryOnly'>;
    shop: AdapterShop;
    pace: ModelPace;
    /** All of the list. */
    models: readonly ModelRecord[];
  },
): ModelStatus {
  const adapters = adapterList(model, shop.shelf.records).map(unseen);
  const backend = pace.backend(model);
  const copyBytes = runsOnCpu(model, backend) ? (model.preparedBytes ?? 0) : 0;
  const costs = modelCosts(model, { copyBytes, adapters });
  return {
    model,
    ...pace.verdict(model, costs, models),
    phase: model.engine === 'built-in' && device.builtIn === 'available' ? 'stored' : 'absent',
    costs,
    adapters,
    receivedBytes: 0,
    bytesPerSecond: null,
    preparedShare: null,
    unpreparedReason: null,
    engine: null,
    error: null,
    memoryOnly: files.memoryOnly,
  };
}

/** What an engine tells while it fetches for itself: 1 says that all is there and is being loaded. */
export function fetching({ sizeBytes }: ModelRecord, fetchedShare: number): Partial<ModelStatus> {
  const receivedBytes = Math.round((sizeBytes ?? 0) * fetchedShare);
  return { phase: fetchedShare < 1 ? 'downloading' : 'loading', receivedBytes, fetchedShare };
}
