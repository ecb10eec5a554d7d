import type { ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import { adapterList } from './adapter-list.ts';
import { glanceAtAdapters } from './check-adapters.ts';
import { runsOnCpu } from './initial-status.ts';
import { modelCosts } from './model-costs.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelPace } from './model-pace.ts';
import type { ModelStatuses } from './model-statuses.ts';
import type { AdapterShop } from './supply-model.ts';

/** What specialists, copy and speed make of a model now. A loaded model's specialists stay as they are. */
export async function recounted(
  model: ModelRecord,
  statuses: ModelStatuses,
  { files, shop, pace }: { files: ModelFiles; shop: AdapterShop; pace: ModelPace },
): Promise<Partial<ModelStatus>> {
  const status = statuses.of(model.id);
  const listed = adapterList(model, shop.shelf.records);
  const adapters = status.phase === 'ready' ? status.adapters : await glanceAtAdapters(listed, shop);
  const copy = await files.readCopy(model).catch(() => null);
  const isHere = await files.isWhole(model);
  const copyBytes =
    copy?.size ?? (isHere || !runsOnCpu(model, pace.backend(model)) ? 0 : (model.preparedBytes ?? 0));
  const costs = modelCosts(model, { copyBytes, adapters });
  return { adapters, costs, ...pace.verdict(model, costs, statuses.records) };
}
