import type { ByteSource } from '@kinglet/gguf';
import { KingletError } from '@kinglet/spec';
import { createSHA256 } from 'hash-wasm';
import type { ModelDirectory } from './model-directory.ts';
import { commit, partName, removePart, type StoredFile } from './stored-files.ts';
import { writeFile } from './write-file.ts';

const chunkBytes = 4 * 1024 * 1024;

/** SHA-256 of a file that the user brought, lower-case hex. Rejects with `signal.reason`. */
export async function hashSource(
  source: ByteSource,
  { onProgress, signal }: { onProgress?: (hashedBytes: number) => void; signal: AbortSignal },
): Promise<string> {
  const hasher = await createSHA256();
  hasher.init();
  let hashed = 0;
  for await (const chunk of chunksOf(source)) {
    signal.throwIfAborted();
    hasher.update(chunk);
    hashed += chunk.byteLength;
    onProgress?.(hashed);
  }
  return hasher.digest();
}

export interface StoreFileOptions {
  readonly directory: ModelDirectory;
  /** For the message of a full store: `The model`, `The specialist`. */
  readonly what: string;
  freeBytes(): Promise<number | null>;
  /** After each chunk: bytes that are written. */
  onProgress?(writtenBytes: number): void;
  /** All bytes are there and are read back. */
  onVerify?(): void;
  readonly signal: AbortSignal;
}

/**
 * Writes a file that the user brought under its hash and commits it last. Whatever goes wrong, nothing of it stays.
 *
 * @throws KingletError as `writeFile` does, and `invalid-input` where the file changed while it was read.
 */
export async function storeFile(
  file: StoredFile,
  source: ByteSource,
  { directory, ...options }: StoreFileOptions,
): Promise<void> {
  const part = partName(file);
  await removePart(directory, file);
  const sha256 = await writeFile(part, chunksOf(source), {
    ...options,
    directory,
    sizeBytes: file.sizeBytes,
  });
  if (sha256 !== file.sha256) {
    await directory.remove(part);
    throw fileChanged();
  }
  await commit(directory, file);
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < source.size; at += chunkBytes) {
    const end = Math.min(at + chunkBytes, source.size);
    const chunk = await source
      .slice(at, end)
      .arrayBuffer()
      .catch((cause: unknown) => {
        throw fileChanged(cause);
      });
    yield new Uint8Array(chunk);
  }
}

/** A file on the user's disk can be changed, moved or deleted at any time; then a browser lets nobody read on. */
export function fileChanged(cause?: unknown): KingletError {
  return new KingletError(
    'invalid-input',
    'The file was changed, moved or deleted while it was read. Choose it again.',
    { cause },
  );
}
