import type { ModelStatus } from '../../shared/index.ts';
import { unknownWeight, weightOf } from './next-model.ts';

/**
 * The model that can take over what the given one cannot do: the smallest larger one that is stored here whole and fits the device
 * well; of one whose size is not known nobody can tell. Null where there is none.
 */
export function largerModel(statuses: readonly ModelStatus[], modelId: string | null): ModelStatus | null {
  const current = statuses.find(({ model }) => model.id === modelId);
  if (current === undefined) return null;
  const larger = statuses.filter(
    (status) =>
      status.phase === 'stored' &&
      status.fit === 'good' &&
      status.error === null &&
      weightOf(status) > weightOf(current) &&
      weightOf(status) < unknownWeight,
  );
  return larger.sort((a, b) => weightOf(a) - weightOf(b))[0] ?? null;
}
