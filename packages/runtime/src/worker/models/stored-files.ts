import { isJsonObject, type JsonObject, type ModelFile } from '@kinglet/spec';
import type { ModelDirectory } from './model-directory.ts';
import { readReceived } from './received-record.ts';
import { bytesOf } from './spans.ts';

/** What a file is known by in the store. */
export type StoredFile = Pick<ModelFile, 'sha256' | 'sizeBytes'>;

/** Name of the bytes on their way. */
export function partName(file: StoredFile): string {
  return `${file.sha256}.part`;
}

/** Name of the record of which of them are here. */
export function receivedName(file: StoredFile): string {
  return `${file.sha256}.received`;
}

/** A file's verified bytes; null where they are not stored whole. */
export async function readStored(directory: ModelDirectory, file: StoredFile): Promise<Blob | null> {
  const record = await directory.read(recordName(file));
  const bytes = await directory.read(file.sha256);
  if (!record || bytes?.size !== file.sizeBytes) return null;
  return isRecordOf(await record.text(), file) ? bytes : null;
}

/**
 * Turns verified bytes into a stored file. The record is written last: without it, the bytes do not count. Where the same
 * bytes are stored already, as a prepared copy may be that the user brought too, those stay.
 */
export async function commit(
  directory: ModelDirectory,
  file: StoredFile,
  { from = partName(file) }: { from?: string } = {},
): Promise<void> {
  if (await readStored(directory, file)) await directory.remove(from);
  else {
    await directory.rename(from, file.sha256);
    await writeRecord(directory, recordName(file), { sha256: file.sha256, sizeBytes: file.sizeBytes });
  }
  await directory.remove(receivedName(file));
}

/** Writes a small file whole, in place of what was there. */
export async function writeRecord(directory: ModelDirectory, name: string, value: JsonObject): Promise<void> {
  await directory.remove(name);
  const record = await directory.open(name);
  try {
    record.write(new TextEncoder().encode(JSON.stringify(value)), { at: 0 });
    record.flush();
  } finally {
    record.close();
  }
}

/** Bytes of an unfinished download that are here for sure. */
export async function partSize(directory: ModelDirectory, file: StoredFile): Promise<number> {
  const record = await directory.read(receivedName(file));
  const part = await directory.read(partName(file));
  return record && part ? bytesOf(readReceived(await record.text(), part.size)) : 0;
}

/** Deletes what came of a file, its record first. */
export async function removePart(directory: ModelDirectory, file: StoredFile): Promise<void> {
  await directory.remove(receivedName(file));
  await directory.remove(partName(file));
}

/** Deletes the file whole or in part, its record first. */
export async function removeStored(directory: ModelDirectory, file: StoredFile): Promise<void> {
  await directory.remove(recordName(file));
  await directory.remove(file.sha256);
  await removePart(directory, file);
}

function recordName(file: StoredFile): string {
  return `${file.sha256}.json`;
}

function isRecordOf(text: string, file: StoredFile): boolean {
  try {
    const record: unknown = JSON.parse(text);
    return isJsonObject(record) && record['sha256'] === file.sha256 && record['sizeBytes'] === file.sizeBytes;
  } catch {
    return false;
  }
}
