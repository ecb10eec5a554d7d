import { isJsonObject, type ModelFile } from '@kinglet/spec';
import type { ModelDirectory } from './model-directory.ts';

/** Name of the bytes on their way. */
export function partName(file: ModelFile): string {
  return `${file.sha256}.part`;
}

/** A file's verified bytes; null where they are not stored whole. */
export async function readStored(directory: ModelDirectory, file: ModelFile): Promise<Blob | null> {
  const record = await directory.read(recordName(file));
  const bytes = await directory.read(file.sha256);
  if (!record || bytes?.size !== file.sizeBytes) return null;
  return isRecordOf(await record.text(), file) ? bytes : null;
}

/** Turns verified bytes into a stored file. The record is written last: without it, the bytes do not count. */
export async function commit(directory: ModelDirectory, file: ModelFile): Promise<void> {
  await directory.rename(partName(file), file.sha256);
  await directory.remove(recordName(file));
  const record = await directory.open(recordName(file));
  try {
    record.write(
      new TextEncoder().encode(JSON.stringify({ sha256: file.sha256, sizeBytes: file.sizeBytes })),
      { at: 0 },
    );
    record.flush();
  } finally {
    record.close();
  }
}

/** Bytes of an unfinished download. */
export async function partSize(directory: ModelDirectory, file: ModelFile): Promise<number> {
  return (await directory.read(partName(file)))?.size ?? 0;
}

/** Deletes the file whole or in part, its record first. */
export async function removeStored(directory: ModelDirectory, file: ModelFile): Promise<void> {
  await directory.remove(recordName(file));
  await directory.remove(file.sha256);
  await directory.remove(partName(file));
}

function recordName(file: ModelFile): string {
  return `${file.sha256}.json`;
}

function isRecordOf(text: string, file: ModelFile): boolean {
  try {
    const record: unknown = JSON.parse(text);
    return isJsonObject(record) && record['sha256'] === file.sha256 && record['sizeBytes'] === file.sizeBytes;
  } catch {
    return false;
  }
}
