import { createSHA256, type IHasher } from 'hash-wasm';
import type { OpenFile } from './model-directory.ts';

const chunkBytes = 4 * 1024 * 1024;

/**
 * A SHA-256 hasher that has taken the file's bytes so far: for the read-back check, and to go on after a break. Yields
 * between chunks, so that a cancel is heard.
 */
export async function hashFile(file: OpenFile, { signal }: { signal: AbortSignal }): Promise<IHasher> {
  const hasher = await createSHA256();
  hasher.init();
  const buffer = new Uint8Array(chunkBytes);
  const sizeBytes = file.getSize();
  for (let at = 0; at < sizeBytes; ) {
    signal.throwIfAborted();
    const count = file.read(buffer, { at });
    if (count === 0) break;
    hasher.update(buffer.subarray(0, count));
    at += count;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return hasher;
}
