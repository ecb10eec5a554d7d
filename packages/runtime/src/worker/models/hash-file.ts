import { createSHA256 } from 'hash-wasm';
import type { OpenFile } from './model-directory.ts';

const chunkBytes = 4 * 1024 * 1024;

/**
 * SHA-256 of the file's bytes from `start` to before `end`, read back from the store, lower-case hex. Yields between chunks, so
 * that a cancel is heard.
 */
export async function hashFile(
  file: OpenFile,
  { start = 0, end = file.getSize(), signal }: { start?: number; end?: number; signal: AbortSignal },
): Promise<string> {
  const hasher = await createSHA256();
  hasher.init();
  const buffer = new Uint8Array(Math.min(chunkBytes, end - start));
  for (let at = start; at < end; ) {
    signal.throwIfAborted();
    const count = file.read(buffer.subarray(0, end - at), { at });
    if (count === 0) break;
    hasher.update(buffer.subarray(0, count));
    at += count;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return hasher.digest();
}
