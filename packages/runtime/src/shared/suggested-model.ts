import type { ModelRecord } from '@kinglet/spec';
import { slowDecodePerSecond } from './model-speed.ts';
import type { ModelStatus } from './model-status.ts';

/** What is expected only must be so much above reading speed. */
const margin = 1.5;

/**
 * Id of the largest model that is quick on this device, as far as measurements tell; null where that is the one in use, or
 * nothing tells. A model is never taken for it unasked.
 */
export function suggestedModel(statuses: readonly ModelStatus[], currentId: string | null): string | null {
  const quick = statuses.filter(isQuick);
  const sizes = quick.map(({ model }) => parametersOf(model) ?? 0);
  const largest = quick[sizes.indexOf(Math.max(...sizes))];
  const current = statuses.find(({ model }) => model.id === currentId);
  if (!largest || largest === current) return null;
  const isLarger = !current || (parametersOf(largest.model) ?? 0) > (parametersOf(current.model) ?? 0);
  return isLarger || current.fit === 'slow' ? largest.model.id : null;
}

/** How many numbers the weights of a model have; null where nobody says. */
export function parametersOf({ parameters, own }: ModelRecord): number | null {
  return own?.parameters ?? parameters ?? null;
}

function isQuick({ model, fit, room, speed }: ModelStatus): boolean {
  if (fit !== 'good' || room === 'full' || parametersOf(model) === null) return false;
  const perSecond = speed?.decodePerSecond ?? 0;
  return perSecond >= slowDecodePerSecond * (speed?.basis === 'expected' ? margin : 1);
}
