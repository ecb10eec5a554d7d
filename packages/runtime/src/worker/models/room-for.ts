import type { ModelStatus } from '../../shared/index.ts';
import { spareShare } from './download-file.ts';

const missing: readonly ModelStatus['phase'][] = ['absent', 'paused', 'failed'];

/** Whether the disk has room for what is missing of a model, by the rule that its download goes by. */
export function roomFor(
  { phase, costs: { diskBytes }, receivedBytes }: Pick<ModelStatus, 'phase' | 'costs' | 'receivedBytes'>,
  freeBytes: number | null,
): ModelStatus['room'] {
  if (!missing.includes(phase) || diskBytes === null || freeBytes === null) return undefined;
  const neededBytes = Math.max(diskBytes - receivedBytes, 0) * (1 + spareShare);
  return neededBytes <= freeBytes ? 'fits' : 'full';
}
