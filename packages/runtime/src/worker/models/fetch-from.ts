import { KingletError, type ModelFile } from '@kinglet/spec';
import type { IHasher } from 'hash-wasm';
import type { Fetch } from '../approved-fetch.ts';
import { idleWatch } from './idle-watch.ts';
import type { OpenFile } from './model-directory.ts';

export interface FetchFromOptions {
  readonly part: OpenFile;
  /** Has taken what `part` holds; goes on with what comes. */
  readonly hasher: IHasher;
  readonly fetch: Fetch;
  onProgress(receivedBytes: number): void;
  /** A source that sends nothing for this long is given up. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/**
 * Fetches what is missing of the file from one source. Null: all bytes are there (their hash is the caller's to judge);
 * else why this source would not do. What it did deliver stays in the part.
 *
 * Rejects with what the store throws, and with `signal.reason`.
 */
export async function fetchFrom(
  url: string,
  file: ModelFile,
  { part, hasher, fetch, onProgress, idleMs, signal }: FetchFromOptions,
): Promise<KingletError | null> {
  if (part.getSize() === file.sizeBytes) return null;
  const watch = idleWatch(idleMs, signal);
  try {
    const response = await ofSource(
      url,
      'could not be reached',
      requestRest(url, part.getSize(), fetch, watch.signal),
    );
    const reader = bodyOf(url, response).getReader();
    if (!continuesAt(part.getSize(), response)) {
      part.truncate(0);
      hasher.init();
    }
    for (;;) {
      watch.heard();
      const { done, value } = await ofSource(url, 'broke off', reader.read());
      if (done) break;
      if (part.getSize() + value.byteLength > file.sizeBytes) {
        await reader.cancel();
        part.truncate(0);
        throw sourceError(url, `sent more than the ${file.sizeBytes} bytes it should`);
      }
      part.write(value, { at: part.getSize() });
      hasher.update(value);
      onProgress(part.getSize());
    }
    if (part.getSize() === file.sizeBytes) return null;
    return sourceError(url, `stopped after ${part.getSize()} of ${file.sizeBytes} bytes`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof KingletError) return error;
    throw error;
  } finally {
    watch.end();
  }
}

async function requestRest(url: string, at: number, fetch: Fetch, signal: AbortSignal): Promise<Response> {
  const headers = at > 0 ? { Range: `bytes=${at}-` } : undefined;
  return fetch(url, { signal, redirect: 'follow', cache: 'no-store', ...(headers ? { headers } : {}) });
}

/** True where the answer goes on at `at`; a server that knows no ranges starts anew. */
function continuesAt(at: number, response: Response): boolean {
  if (at === 0) return true;
  const range = response.headers.get('Content-Range');
  return response.status === 206 && (range === null || range.startsWith(`bytes ${at}-`));
}

function bodyOf(url: string, response: Response): ReadableStream<Uint8Array> {
  if (!response.ok) throw sourceError(url, `answered ${response.status}`);
  if (response.headers.get('Content-Type')?.includes('text/html')) {
    throw sourceError(url, 'sent a web page in place of the file');
  }
  if (!response.body) throw sourceError(url, 'sent nothing');
  return response.body;
}

/**
 * What the network throws becomes the source's error; what the store throws stays apart. `fault` says in words what a
 * browser calls a TypeError.
 */
async function ofSource<T>(url: string, fault: string, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (cause) {
    if (cause instanceof TypeError) throw sourceError(url, fault, cause);
    throw sourceError(url, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function sourceError(url: string, what: string, cause?: unknown): KingletError {
  return new KingletError('model-source', `${new URL(url).host}: ${what}.`, { cause });
}
