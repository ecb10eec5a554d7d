import { type ByteSource, readHeader, requantise } from '@kinglet/gguf';
import { isJsonObject, type ModelFile } from '@kinglet/spec';
import type { ModelDirectory } from './model-directory.ts';
import { commit, readStored, removeStored, type StoredFile, writeRecord } from './stored-files.ts';
import { writeFile } from './write-file.ts';

/**
 * ggml's numbers of Q4_0, Q4_1 and F16: llama.cpp has no WebAssembly SIMD kernels for them, and Q8_0 runs twice as fast
 * there.
 */
const slowTypes: ReadonlySet<number> = new Set([1, 2, 3]);

/** Whether most of the file's weights are of a type that a copy in Q8_0 would be faster than on the CPU. */
export async function isSlowOnCpu(source: ByteSource, { signal }: { signal: AbortSignal }): Promise<boolean> {
  const { tensors } = await readHeader(source, { signal });
  const slowBytes = tensors.reduce(
    (sum, { type, sizeBytes }) => sum + (slowTypes.has(type) ? sizeBytes : 0),
    0,
  );
  return slowBytes > source.size / 2;
}

/** Size that the copy of a file would have; null where the file is fast as it is, or has types that cannot be copied. */
export async function copySize(
  source: ByteSource,
  parentSha256: string,
  { signal }: { signal: AbortSignal },
): Promise<number | null> {
  if (!(await isSlowOnCpu(source, { signal }))) return null;
  const copy = await requantise(source, { to: 'Q8_0', parentSha256, signal }).catch(() => null);
  signal.throwIfAborted();
  return copy?.sizeBytes ?? null;
}

/** The copy that was made of this file; null where there is none that is whole. */
export async function readCopy(directory: ModelDirectory, parent: ModelFile): Promise<Blob | null> {
  const copy = await copyOf(directory, parent);
  return copy && readStored(directory, copy);
}

export interface MakeCopyOptions {
  readonly directory: ModelDirectory;
  freeBytes(): Promise<number | null>;
  /** From 0 to 1. */
  onProgress(share: number): void;
  readonly signal: AbortSignal;
}

/**
 * Makes a copy in Q8_0 beside the file. It counts once it was read back and its record is written; until then, and
 * whatever goes wrong, the file stays as it is and nothing of the copy does.
 *
 * @throws KingletError `quota-exceeded`, `storage-denied`, `hash-mismatch`, `invalid-input`; `signal.reason` on abort.
 */
export async function makeCopy(
  parent: ModelFile,
  blob: Blob,
  { directory, freeBytes, onProgress, signal }: MakeCopyOptions,
): Promise<void> {
  const { sizeBytes, chunks } = await requantise(blob, { to: 'Q8_0', parentSha256: parent.sha256, signal });
  const sha256 = await writeFile(copyPart(parent), chunks, {
    directory,
    sizeBytes,
    what: 'The copy for this device',
    freeBytes,
    onProgress: (writtenBytes) => onProgress(writtenBytes / sizeBytes),
    signal,
  });
  await commit(directory, { sha256, sizeBytes }, { from: copyPart(parent) });
  await writeRecord(directory, copyRecord(parent), { parentSha256: parent.sha256, sha256, sizeBytes });
}

/** Deletes the copy, its record first, but for a file that `keep` names by its hash. */
export async function removeCopy(
  directory: ModelDirectory,
  parent: ModelFile,
  { keep }: { keep: ReadonlySet<string> },
): Promise<void> {
  const copy = await copyOf(directory, parent);
  await directory.remove(copyRecord(parent));
  await directory.remove(copyPart(parent));
  if (copy && !keep.has(copy.sha256)) await removeStored(directory, copy);
}

async function copyOf(directory: ModelDirectory, parent: ModelFile): Promise<StoredFile | null> {
  const record = await directory.read(copyRecord(parent));
  if (!record) return null;
  try {
    const json: unknown = JSON.parse(await record.text());
    if (!isJsonObject(json) || json['parentSha256'] !== parent.sha256) return null;
    const { sha256, sizeBytes } = json;
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256) || typeof sizeBytes !== 'number')
      return null;
    return { sha256, sizeBytes };
  } catch {
    return null;
  }
}

function copyRecord({ sha256 }: ModelFile): string {
  return `${sha256}.copy.json`;
}

function copyPart({ sha256 }: ModelFile): string {
  return `${sha256}.copy.part`;
}
