import type { ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import { modelFit } from '../model-fit.ts';
import { adapterList } from './adapter-list.ts';
import { unseen } from './check-adapters.ts';
import { modelCosts } from './model-costs.ts';
import type { ModelFiles } from './model-files.ts';
import type { AdapterShop } from './supply-model.ts';

/** llama.cpp will run the model without a GPU. */
export function runsOnCpu({ engine }: ModelRecord, { llamaOnGpu }: DeviceFacts): boolean {
  return engine === 'wllama' && !llamaOnGpu;
}

/** How a model stands before anyone looked at what is stored. */
export function initialStatus(
  model: ModelRecord,
  { device, files, shop }: { device: DeviceFacts; files: Pick<ModelFiles, 'memoryOnly'>; shop: AdapterShop },
): ModelStatus {
  const adapters = adapterList(model, shop.shelf.records).map(unseen);
  const copyBytes = runsOnCpu(model, device) ? (model.preparedBytes ?? 0) : 0;
  const costs = modelCosts(model, { copyBytes, adapters });
  return {
    model,
    ...modelFit(model, device, costs),
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
