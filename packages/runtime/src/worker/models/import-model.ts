import { knownArchitectures, maxModelFileBytes } from '@kinglet/engines';
import { type GgufHeader, readModel } from '@kinglet/gguf';
import { KingletError, type ModelFile, type ModelRecord } from '@kinglet/spec';
import type { ImportProgress, ModelImport, UserFile } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import { modelFit } from '../model-fit.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelShelf } from './model-shelf.ts';
import { draftModel, type OwnModelDraft, ownModel } from './own-model.ts';
import { copySize } from './prepared-copy.ts';
import { hashSource } from './store-file.ts';

export interface ImportModelOptions {
  /** The catalogue's and the user's own. */
  readonly models: readonly ModelRecord[];
  readonly files: ModelFiles;
  readonly shelf: ModelShelf;
  readonly device: DeviceFacts;
  /** Bytes of the phase that are done, after each chunk. */
  onProgress(phase: ImportProgress['phase'], doneBytes: number): void;
  readonly signal: AbortSignal;
}

/** What an import did, and the model that it concerns. */
export interface ImportedModel {
  readonly result: ModelImport;
  readonly record: ModelRecord;
}

/** llama-cpp.js of wllama 3.8.1 asks for 4096 MiB of WebAssembly memory at most. */
const maxMemoryBytes = 2 ** 32;

/**
 * Takes a model's file in whose header was read. What cannot run here is refused before anything of it is stored. The
 * record goes onto the shelf before the bytes come, so that what a dead tab leaves is shown and can be deleted; where the
 * import fails or is stopped, it is taken back.
 *
 * @throws KingletError `invalid-input` for a file that is no chat model, `unsupported` for one that does not run here,
 * `quota-exceeded`, `storage-denied`, `hash-mismatch`; `signal.reason` on abort.
 */
export async function importModel(
  file: UserFile,
  header: GgufHeader,
  { models, files, shelf, device, onProgress, signal }: ImportModelOptions,
): Promise<ImportedModel> {
  const facts = readModel(header);
  checkArchitecture(facts.architecture);
  checkSize(file);
  const draft = draftModel(facts, file);
  const unfit = unfitReason(draft, device);
  if (unfit !== null)
    throw new KingletError('unsupported', `${draft.name} ${unfit}. Choose a smaller model.`, {
      details: { memoryBytes: draft.memoryBytes },
    });
  const sha256 = await hashSource(file, {
    onProgress: (hashedBytes) => onProgress('reading', hashedBytes),
    signal,
  });
  const known = models.find((model) => fileOf(model, sha256));
  const record = known ?? (await withCopy(ownModel(draft, sha256), file, { device, signal }));
  const { id: modelId, name } = record;
  const stored = fileOf(record, sha256);
  if (!stored || (known && (await files.has(stored))))
    return { result: { outcome: 'model-there', modelId, name }, record };
  if (!known) await shelf.put(record);
  try {
    await files.store(stored, file, {
      onProgress: (writtenBytes) => onProgress('storing', writtenBytes),
      onVerify: () => onProgress('verifying', 0),
      signal,
    });
  } catch (thrown) {
    if (!known) await shelf.remove(modelId);
    throw thrown;
  }
  const origin = record.own ? 'own' : 'catalogue';
  return { result: { outcome: 'model-added', modelId, name, origin }, record };
}

function fileOf({ files }: ModelRecord, sha256: string): ModelFile | undefined {
  return files.find((file) => file.sha256 === sha256);
}

/** The record with what its copy for the CPU will take, where one is worth it and can run here. */
async function withCopy(
  record: ModelRecord,
  file: UserFile,
  { device, signal }: Pick<ImportModelOptions, 'device' | 'signal'>,
): Promise<ModelRecord> {
  const copyBytes = await copySize(file, record.files[0]?.sha256 ?? '', { signal });
  if (copyBytes === null || copyBytes > maxModelFileBytes) return record;
  const memoryBytes = (record.memoryBytes ?? 0) + copyBytes - file.size;
  return unfitReason({ ...record, memoryBytes }, device) === null
    ? { ...record, preparedBytes: copyBytes }
    : record;
}

/** Why it does not run here, to follow the model's name; null where it does. */
function unfitReason(
  model: Pick<OwnModelDraft, 'engine' | 'requires' | 'memoryBytes'>,
  device: DeviceFacts,
): string | null {
  if (model.memoryBytes > maxMemoryBytes)
    return `needs ${(model.memoryBytes / 2 ** 30).toFixed(1)} GiB of memory; WebAssembly has 4 GiB`;
  const { fit, fitReason } = modelFit(model, device, model);
  return fit === 'no' ? fitReason : null;
}

function checkArchitecture(architecture: string): void {
  if (knownArchitectures.has(architecture)) return;
  throw new KingletError(
    'unsupported',
    `The model is of the kind ${JSON.stringify(architecture)}; the engine here chats with ${[...knownArchitectures].join(', ')}. Choose a model of one of these.`,
  );
}

function checkSize({ size }: UserFile): void {
  if (size <= maxModelFileBytes) return;
  throw new KingletError(
    'unsupported',
    `The file has ${(size / 1e9).toFixed(2)} GB; the engine takes ${maxModelFileBytes / 1e9} GB at most. Choose a smaller model, or one with fewer bits a weight.`,
    { details: { sizeBytes: size } },
  );
}
