import type { ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import type { UnpinnedFiles } from './unpinned-files.ts';

/**
 * The record with its files, after a first download where not all of them is published; the status tells of it. Rejects as
 * `UnpinnedFiles.learn` does.
 */
export async function learnFiles(
  model: ModelRecord,
  {
    unpinned,
    set,
    signal,
  }: { unpinned: UnpinnedFiles; set: (change: Partial<ModelStatus>) => void; signal: AbortSignal },
): Promise<ModelRecord> {
  if (!model.unpinned || model.files.length > 0) return model;
  set({ phase: 'downloading', error: null });
  const learned = await unpinned.learn(model, {
    signal,
    onProgress: ({ sizeBytes, ...progress }) =>
      set({
        ...progress,
        costs: { downloadBytes: sizeBytes, diskBytes: sizeBytes, memoryBytes: model.memoryBytes },
      }),
  });
  set({ model: learned });
  return learned;
}
