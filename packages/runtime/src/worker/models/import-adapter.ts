import {
  type AdapterHeader,
  type ByteSource,
  checkAdapter,
  type GgufHeader,
  readAdapter,
} from '@kinglet/gguf';
import { type AdapterRecord, KingletError, type ModelRecord } from '@kinglet/spec';
import { oneLine } from '@kinglet/tools';
import type { AdapterImport } from '../../shared/index.ts';
import { adapterList, type ListedAdapter } from './adapter-list.ts';
import type { AdapterShelf } from './adapter-shelf.ts';
import type { ModelDirectory } from './model-directory.ts';
import { hashSource, storeFile } from './store-file.ts';
import { readStored, removeStored } from './stored-files.ts';

/** The largest adapter that is read: one of any sensible rank for a model that a browser can run is far smaller. */
const maxAdapterBytes = 300_000_000;

export interface ImportAdapterOptions {
  readonly models: readonly ModelRecord[];
  readonly directory: ModelDirectory;
  readonly shelf: AdapterShelf;
  /** Header of the model's own file; null where it is not on this device. */
  baseHeader(model: ModelRecord): Promise<GgufHeader | null>;
  freeBytes(): Promise<number | null>;
  /** The user said that it may take the place of one with its id. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
}

/**
 * Takes a specialist's file in: reads and checks it, stores it, and records it last.
 *
 * @throws KingletError `invalid-input` with what is wrong with the file; `quota-exceeded`, `storage-denied`.
 */
export async function importAdapter(file: ByteSource, options: ImportAdapterOptions): Promise<AdapterImport> {
  const { models, directory, shelf, baseHeader, freeBytes, replace, signal } = options;
  checkSize(file);
  const header = await readAdapter(file, { signal });
  const model = modelOf(header, models);
  const base = await baseHeader(model);
  if (base) checkAdapter(header, base, header.baseSha256);
  const sha256 = await hashSource(file, { signal });
  const before = withId(header.id, model, shelf.records);
  const isSame = before?.record.file.sha256 === sha256;
  if (before && !isSame && !replace) {
    return { outcome: 'exists', id: header.id, name: before.record.name, origin: before.origin };
  }
  const stored = { sha256, sizeBytes: file.size };
  if (!(await readStored(directory, stored)))
    await storeFile(stored, file, { directory, freeBytes, signal, what: 'The specialist' });
  // The very file of the catalogue needs no record of its own: it is there now, wherever it came from.
  if (!isSame) await shelf.put(recordOf(header, stored));
  if (before?.origin === 'imported' && !isSame) await removeUnused(before.record, { models, directory });
  return { outcome: 'added', id: header.id, modelId: model.id };
}

/** The specialist whose place one of this id takes: the model's own, else one for another base, since ids name records. */
function withId(
  id: string,
  model: ModelRecord,
  imported: readonly AdapterRecord[],
): ListedAdapter | undefined {
  const others = imported.map((record): ListedAdapter => ({ record, origin: 'imported' }));
  return [...adapterList(model, imported), ...others].find(({ record }) => record.id === id);
}

/** Takes an imported specialist off the device: its record first. Nothing happens where there is none. */
export async function removeAdapter(
  id: string,
  { models, directory, shelf }: Pick<ImportAdapterOptions, 'models' | 'directory' | 'shelf'>,
): Promise<AdapterRecord | null> {
  const record = shelf.records.find((one) => one.id === id) ?? null;
  if (!record) return null;
  await shelf.remove(id);
  await removeUnused(record, { models, directory });
  return record;
}

/** A file that the catalogue names too stays. */
async function removeUnused(
  { file }: AdapterRecord,
  { models, directory }: Pick<ImportAdapterOptions, 'models' | 'directory'>,
): Promise<void> {
  const isCatalogues = models.some(({ adapters = [] }) =>
    adapters.some((one) => one.file.sha256 === file.sha256),
  );
  if (!isCatalogues) await removeStored(directory, file);
}

function modelOf({ id, baseSha256 }: AdapterHeader, models: readonly ModelRecord[]): ModelRecord {
  const model = models.find(({ files }) => files[0]?.sha256 === baseSha256);
  if (model) return model;
  const known = models.flatMap(({ name, files }) =>
    files[0] ? [`${name} (${files[0].sha256.slice(0, 8)})`] : [],
  );
  throw new KingletError(
    'invalid-input',
    `${id} was trained for another base model: the hash of its file begins with ${baseSha256.slice(0, 8)}. Here are ${known.join(', ') || 'none'}. Train it for one of these.`,
  );
}

function recordOf(
  { id, format, tools, baseSha256, rank, licence, card }: AdapterHeader,
  stored: { readonly sha256: string; readonly sizeBytes: number },
): AdapterRecord {
  return {
    ...{ id, format, tools, baseSha256, rank, licence },
    name: lineOf(card?.['name']) ?? id,
    summary: lineOf(card?.['summary']) ?? 'Imported from a file.',
    file: { ...stored, name: `${id}.gguf`, sources: [] },
  };
}

/** One short line of the card's text, which may be anything. */
function lineOf(value: unknown): string | null {
  return typeof value === 'string' ? oneLine(value, 120) || null : null;
}

function checkSize({ size }: ByteSource): void {
  if (size <= maxAdapterBytes) return;
  throw new KingletError(
    'invalid-input',
    `The specialist has ${Math.ceil(size / 1e6)} MB; at most ${maxAdapterBytes / 1e6} MB are read. Train it with a lower rank.`,
    { details: { sizeBytes: size } },
  );
}
