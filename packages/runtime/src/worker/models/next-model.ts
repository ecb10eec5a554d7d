import type { ModelStatus } from '../../shared/index.ts';

/**
 * The model that takes the place of one that this device cannot hold, or loses again and again: the largest smaller one that
 * is here, else the catalogue's default, be it here or not. Null where there is no smaller one that may run.
 */
export function nextModel(
  statuses: readonly ModelStatus[],
  { failedId, defaultId }: { failedId: string; defaultId: string },
): ModelStatus | null {
  const failed = statuses.find(({ model }) => model.id === failedId);
  const limit = failed ? weightOf(failed) : Number.POSITIVE_INFINITY;
  const smaller = statuses.filter(
    (status) =>
      status.model.id !== failedId &&
      status.fit !== 'no' &&
      status.error === null &&
      weightOf(status) < limit,
  );
  const here = smaller.filter(({ phase }) => phase === 'stored' || phase === 'ready');
  const largest = here.sort((a, b) => weightOf(b) - weightOf(a))[0];
  return largest ?? smaller.find(({ model }) => model.id === defaultId) ?? null;
}

/** One of which nothing is known may be the largest. */
export const unknownWeight = Number.MAX_SAFE_INTEGER;

/** What is known of its size: memory, else the file. */
export function weightOf({ model, costs }: ModelStatus): number {
  return costs.memoryBytes ?? model.memoryBytes ?? model.sizeBytes ?? unknownWeight;
}
