import { KingletError } from '@kinglet/spec';
import { createSHA256 } from 'hash-wasm';
import { hashFile } from './hash-file.ts';
import type { ModelDirectory } from './model-directory.ts';
import { quotaError, storageError } from './storage-error.ts';

export interface WriteFileOptions {
  readonly directory: ModelDirectory;
  /** What the whole file will have, and must be free. */
  readonly sizeBytes: number;
  /** For the message of a full store: `The copy`, `The specialist`. */
  readonly what: string;
  freeBytes(): Promise<number | null>;
  /** After each chunk: bytes that are written. */
  onProgress?(writtenBytes: number): void;
  /** All bytes are written and are read back. */
  onVerify?(): void;
  readonly signal: AbortSignal;
}

/**
 * Writes bytes that are made here, not fetched, under `name`, reads them back, and gives their SHA-256. Whatever goes
 * wrong, nothing of the file stays.
 *
 * @throws KingletError `quota-exceeded`, `storage-denied`, `hash-mismatch`; what `chunks` throws; `signal.reason`.
 */
export async function writeFile(
  name: string,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  options: WriteFileOptions,
): Promise<string> {
  const { directory, sizeBytes, what, freeBytes } = options;
  await directory.remove(name);
  const free = await freeBytes();
  if (free !== null && sizeBytes > free) throw quotaError(what, sizeBytes, free);
  try {
    return await writeAll(name, chunks, options);
  } catch (error) {
    await directory.remove(name).catch(() => {});
    throw await storageError(error, { what, neededBytes: sizeBytes, freeBytes });
  }
}

async function writeAll(
  name: string,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { directory, sizeBytes, what, onProgress, onVerify, signal }: WriteFileOptions,
): Promise<string> {
  const file = await directory.open(name);
  try {
    const hasher = await createSHA256();
    hasher.init();
    let written = 0;
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      file.write(chunk, { at: written });
      hasher.update(chunk);
      written += chunk.byteLength;
      onProgress?.(written);
    }
    file.flush();
    onVerify?.();
    const sha256 = hasher.digest();
    const stored = await hashFile(file, { signal });
    if (written === sizeBytes && stored === sha256) return sha256;
  } finally {
    file.close();
  }
  throw new KingletError(
    'hash-mismatch',
    `${what} reads back other than it was written: this device's storage changed it. Free some space and try again.`,
  );
}
