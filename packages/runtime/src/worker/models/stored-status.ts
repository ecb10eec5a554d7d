import type { ModelFile, ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';
import { lostFile } from './model-errors.ts';
import type { ModelFiles } from './model-files.ts';
import type { UnpinnedFiles } from './unpinned-files.ts';

/** Bytes of the model and its specialists that are here. */
export async function receivedBytes(
  model: ModelRecord,
  { files: here, unpinned }: { files: ModelFiles; unpinned: UnpinnedFiles },
): Promise<number> {
  const { files, adapters = [] } = model;
  const all: readonly ModelFile[] = [...files, ...adapters.map(({ file }) => file)];
  const firstBytes = files.length === 0 ? await unpinned.receivedBytes(model) : 0;
  return firstBytes + (await here.receivedBytes(all));
}

/** How a model stands by what is stored of it, while nobody loads it. */
export async function storedStatus(
  model: ModelRecord,
  stores: { files: ModelFiles; unpinned: UnpinnedFiles },
): Promise<Pick<ModelStatus, 'phase' | 'receivedBytes' | 'error'>> {
  const received = await receivedBytes(model, stores).catch(() => 0);
  if (await stores.files.isWhole(model)) return { phase: 'stored', receivedBytes: received, error: null };
  if (model.own) return { phase: 'failed', receivedBytes: 0, error: lostFile(model).toShape() };
  return { phase: received > 0 ? 'paused' : 'absent', receivedBytes: received, error: null };
}

/** How a loaded model stands once its engine is gone. */
export function unloaded({ adapters }: ModelStatus): Partial<ModelStatus> {
  const stored = adapters.map((adapter) =>
    adapter.state === 'in-use' ? ({ ...adapter, state: 'stored' } as const) : adapter,
  );
  return { phase: 'stored', engine: null, warm: false, adapters: stored };
}
