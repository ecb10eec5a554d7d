import { KingletError, type ModelFile } from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import type { ByteRange } from './spans.ts';

/** What a source sends: bytes of the file, and of which edition. */
export interface SourceAnswer extends ByteRange {
  readonly reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  /** Address with ETag or date: another one means that the source's file was changed. */
  readonly version: string;
}

/**
 * Asks a source for a range. A source that knows no ranges gives the whole file.
 *
 * `If-Range` is not sent: between origins it costs a preflight, which the servers behind hubs need not answer. The edition
 * of each answer is told before a byte of it is read, which shows a change as well.
 *
 * @throws KingletError `model-source`.
 */
export async function askSource(
  url: string,
  file: ModelFile,
  { start, end }: ByteRange,
  { fetch, signal }: { fetch: Fetch; signal: AbortSignal },
): Promise<SourceAnswer> {
  const headers = { Range: `bytes=${start}-${end - 1}` };
  const response = await ofSource(
    url,
    'could not be reached',
    fetch(url, { signal, redirect: 'follow', cache: 'no-store', headers }),
  );
  try {
    const isRange = response.status === 206;
    checkAnswer(url, file, response, isRange ? { start, end } : null);
    if (!response.body) throw sourceError(url, 'sent nothing');
    const range = isRange ? { start, end } : { start: 0, end: file.sizeBytes };
    return { ...range, reader: response.body.getReader(), version: `${url} ${editionOf(response)}` };
  } catch (error) {
    await response.body?.cancel().catch(() => {});
    throw error;
  }
}

/** `asked` is null where the whole file is answered. Between origins `Content-Range` may be hidden. */
function checkAnswer(url: string, file: ModelFile, response: Response, asked: ByteRange | null): void {
  if (!response.ok) throw sourceError(url, `answered ${response.status}`);
  if (response.headers.get('Content-Type')?.includes('text/html')) {
    throw sourceError(url, 'sent a web page in place of the file');
  }
  const range = response.headers.get('Content-Range');
  if (!asked || range === null) return;
  const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range) ?? [];
  if (size !== '*' && Number(size) !== file.sizeBytes) {
    throw sourceError(url, `has a file of ${size} bytes, where ${file.sizeBytes} are right`);
  }
  if (Number(start) !== asked.start || Number(end) !== asked.end - 1) {
    throw sourceError(
      url,
      `sent other bytes (${range}) than were asked for (${asked.start}-${asked.end - 1})`,
    );
  }
}

function editionOf({ headers }: Response): string {
  return headers.get('ETag') ?? headers.get('Last-Modified') ?? '';
}

/** What the network throws becomes the source's error. `fault` says in words what a browser calls a TypeError. */
export async function ofSource<T>(url: string, fault: string, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (cause) {
    if (cause instanceof TypeError) throw sourceError(url, fault, cause);
    throw sourceError(url, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

export function sourceError(url: string, what: string, cause?: unknown): KingletError {
  return new KingletError('model-source', `${new URL(url).host}: ${what}.`, { cause });
}
