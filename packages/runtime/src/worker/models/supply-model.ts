import { type GgufHeader, readHeader } from '@kinglet/gguf';
import { KingletError, type ModelRecord, toKingletError } from '@kinglet/spec';
import type { AdapterStatus, ModelStatus } from '../../shared/index.ts';
import { adapterList } from './adapter-list.ts';
import type { AdapterShelf } from './adapter-shelf.ts';
import { type CheckedAdapters, checkAdapters } from './check-adapters.ts';
import type { ModelDirectory } from './model-directory.ts';
import { lostFile } from './model-errors.ts';
import type { ModelFiles } from './model-files.ts';
import { isSlowOnCpu } from './prepared-copy.ts';

/** What specialists are looked up and judged by. */
export interface AdapterShop {
  readonly directory: ModelDirectory;
  readonly shelf: AdapterShelf;
  /** Signatures of the tools that there are. */
  readonly signatures: string;
}

export interface SupplyOptions {
  readonly files: ModelFiles;
  readonly shop: AdapterShop;
  /** The engine will run it on the CPU. */
  readonly onCpu: boolean;
  /** Each change on the way. */
  set(change: Partial<ModelStatus>): void;
  /** The user goes on without what is optional: specialists that are on their way, or the prepared copy. */
  readonly skip: AbortSignal;
  readonly signal: AbortSignal;
}

/** All that an engine is given to load a model. */
export interface Supply extends Omit<CheckedAdapters, 'statuses'> {
  readonly files: readonly Blob[];
  readonly adapters: readonly AdapterStatus[];
}

/**
 * Brings a model in as far as it is missing, prepares its copy once where that runs faster here, and checks its
 * specialists. Rejects only where the model itself cannot be had; what is optional says in the status why it is missing.
 */
export async function supplyModel(model: ModelRecord, options: SupplyOptions): Promise<Supply> {
  const { files, shop, signal } = options;
  const missing = await fetchAll(model, options);
  const whole = (await files.read(model)) ?? [];
  const copy = await prepared(model, whole, options);
  const base = whole[0] ? await readHeader(whole[0], { signal }).catch(() => null) : null;
  const listed = adapterList(model, shop.shelf.records);
  const { statuses, loadable } = await checkAdapters(listed, { ...shop, base, missing, signal });
  return { files: copy ? [copy] : whole, adapters: statuses, loadable };
}

/** Header of the model's first file; null where it is not here or cannot be read. */
export async function baseHeader(model: ModelRecord, files: ModelFiles): Promise<GgufHeader | null> {
  const [first] = (await files.read(model).catch(() => null)) ?? [];
  return first ? readHeader(first).catch(() => null) : null;
}

async function fetchAll(
  model: ModelRecord,
  { files, shop, set, skip, signal }: SupplyOptions,
): Promise<ReadonlyMap<string, KingletError>> {
  const adapters = adapterList(model, shop.shelf.records)
    .filter(({ origin }) => origin === 'catalogue')
    .map(({ record }) => record);
  const all = [...model.files, ...adapters.map(({ file }) => file)];
  const onProgress = (progress: Partial<ModelStatus>) => set(progress);
  const allBytes = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if ((await files.receivedBytes(all)) === allBytes && (await files.read(model))) return new Map();
  // No mirror may hear of it: its name and hash are the user's own.
  if (model.own && !(await files.read(model))) throw lostFile(model);
  if (!(await files.read(model))) set({ phase: 'downloading', error: null });
  await files.download(model, { signal, onProgress });
  const startBytes = model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const either = AbortSignal.any([signal, skip]);
  const missing = await files
    .downloadAdapters(adapters, { startBytes, signal: either, onProgress })
    .catch((thrown: unknown) => {
      signal.throwIfAborted();
      if (!skip.aborted) throw thrown;
      return new Map(adapters.map(({ id }) => [id, skipped('Its download')]));
    });
  const receivedBytes = await files.receivedBytes(all);
  set({ phase: 'stored', receivedBytes, bytesPerSecond: null, memoryOnly: files.memoryOnly });
  return missing;
}

/** The copy to load in place of the model's file; null where the file itself is to be loaded. */
async function prepared(
  model: ModelRecord,
  whole: readonly Blob[],
  { files, onCpu, set, skip, signal }: SupplyOptions,
): Promise<Blob | null> {
  const [file] = model.files;
  const [blob] = whole;
  if (!onCpu || !file || !blob || whole.length > 1) return null;
  // Of an own model the import has judged whether a copy can run here.
  if (model.own && model.preparedBytes === undefined) return null;
  set({ unpreparedReason: null });
  const there = await files.readCopy(model);
  if (there || files.memoryOnly) return there;
  try {
    if (!(await isSlowOnCpu(blob, { signal }))) return null;
    skip.throwIfAborted();
    set({ phase: 'preparing', preparedShare: 0, error: null });
    const onProgress = (preparedShare: number) => set({ preparedShare });
    await files.makeCopy(file, blob, { signal: AbortSignal.any([signal, skip]), onProgress });
  } catch (thrown) {
    signal.throwIfAborted();
    const error = skip.aborted ? skipped('Its preparation') : toKingletError(thrown, 'engine-failed');
    set({ unpreparedReason: error.message });
  } finally {
    set({ preparedShare: null });
  }
  return files.readCopy(model);
}

function skipped(what: string): KingletError {
  return new KingletError(
    'interrupted',
    `${what} was skipped. It is tried again when the model is loaded on the next visit.`,
  );
}
