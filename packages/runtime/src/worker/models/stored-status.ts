import type { ModelFile, ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import { lostFile } from './model-errors.ts';
import type { ModelFiles } from './model-files.ts';

/** Bytes of the model and its specialists that are here. */
export function receivedBytes({ files, adapters = [] }: ModelRecord, here: ModelFiles): Promise<number> {
  const all: readonly ModelFile[] = [...files, ...adapters.map(({ file }) => file)];
  return here.receivedBytes(all);
}

/** How a model stands by what is stored of it, while nobody loads it. */
export async function storedStatus(
  model: ModelRecord,
  here: ModelFiles,
): Promise<Pick<ModelStatus, 'phase' | 'receivedBytes' | 'error'>> {
  const received = await receivedBytes(model, here).catch(() => 0);
  if (await here.isWhole(model)) return { phase: 'stored', receivedBytes: received, error: null };
  if (model.own) return { phase: 'failed', receivedBytes: 0, error: lostFile(model).toShape() };
  return { phase: received > 0 ? 'paused' : 'absent', receivedBytes: received, error: null };
}
