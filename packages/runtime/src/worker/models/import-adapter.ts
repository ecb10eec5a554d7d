import { type AdapterHeader, checkAdapter, type GgufHeader, readAdapter } from '@kinglet/gguf';
import { type AdapterRecord, KingletError, type ModelRecord } from '@kinglet/spec';
import { createSHA256 } from 'hash-wasm';
import type { AdapterImport } from '../../shared/index.ts';
import { adapterList } from './adapter-list.ts';
import type { AdapterShelf } from './adapter-shelf.ts';
import type { ModelDirectory } from './model-directory.ts';
import { commit, readStored, removeStored } from './stored-files.ts';
import { writeFile } from './write-file.ts';

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
export async function importAdapter(file: Blob, options: ImportAdapterOptions): Promise<AdapterImport> {
  const { models, directory, shelf, baseHeader, freeBytes, replace, signal } = options;
  const header = await readAdapter(file, { signal });
  const model = modelOf(header, models);
  const base = await baseHeader(model);
  if (base) checkAdapter(header, base, header.baseSha256);
  const sha256 = await hashOf(file, signal);
  const before = adapterList(model, shelf.records).find(({ record }) => record.id === header.id);
  const isSame = before?.record.file.sha256 === sha256;
  if (before && !isSame && !replace) {
    return { outcome: 'exists', id: header.id, name: before.record.name, origin: before.origin };
  }
  const stored = { sha256, sizeBytes: file.size };
  if (!(await readStored(directory, stored))) {
    const part = `${sha256}.part`;
    await writeFile(part, chunksOf(file), {
      ...{ directory, freeBytes, signal, sizeBytes: file.size },
      what: 'The specialist',
    });
    await commit(directory, stored);
  }
  // The very file of the catalogue needs no record of its own: it is there now, wherever it came from.
  if (!isSame) await shelf.put(recordOf(header, stored));
  if (before?.origin === 'imported' && !isSame) await removeUnused(before.record, { models, directory });
  return { outcome: 'added', id: header.id, modelId: model.id };
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
  if (typeof value !== 'string') return null;
  const line = value.replace(/\s+/g, ' ').trim().slice(0, 120);
  return line === '' ? null : line;
}

async function hashOf(file: Blob, signal: AbortSignal): Promise<string> {
  const hasher = await createSHA256();
  hasher.init();
  for await (const chunk of chunksOf(file)) {
    signal.throwIfAborted();
    hasher.update(chunk);
  }
  return hasher.digest();
}

async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const chunkBytes = 4 * 1024 * 1024;
  for (let at = 0; at < file.size; at += chunkBytes) {
    yield new Uint8Array(await file.slice(at, at + chunkBytes).arrayBuffer());
  }
}
