import { KingletError } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import type { ModelUses } from './model-uses.ts';
import { megabytes } from './storage-error.ts';

/** More names than these help nobody to choose. */
const offered = 3;

/**
 * Where the store is too small: the error with the models that could make room, the least recently used first. Nothing
 * is removed. Other errors stay as they are.
 */
export function offerRemovals(
  error: KingletError,
  {
    statuses,
    uses,
    wantedId,
  }: { statuses: readonly ModelStatus[]; uses: ModelUses; wantedId: string | null },
): KingletError {
  if (error.code !== 'quota-exceeded') return error;
  const offers = statuses
    .filter(
      ({ model, phase, costs }) => model.id !== wantedId && phase === 'stored' && costs.diskBytes !== null,
    )
    .sort((a, b) => uses.lastUsedMs(a.model.id) - uses.lastUsedMs(b.model.id))
    .slice(0, offered)
    .map(({ model, costs }) => `${model.name} (${megabytes(costs.diskBytes ?? 0)} MB)`);
  if (offers.length === 0) return error;
  return new KingletError(
    error.code,
    `${error.message} Unused for longest: ${offers.join(', ')}. You can delete them under Models.`,
    { details: error.details, cause: error },
  );
}
