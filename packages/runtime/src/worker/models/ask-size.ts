import { KingletError, type UnpinnedFile } from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import { ofSource, sourceError } from './source-answer.ts';

/**
 * Asks the sources in order how large the file is, by its first byte: nothing else is known of it, and room must be asked
 * for before the rest comes. Rejects with `signal.reason`.
 *
 * @throws KingletError `model-source` where none says.
 */
export async function askSize(
  file: Pick<UnpinnedFile, 'name'>,
  sources: readonly string[],
  { fetch, signal }: { fetch: Fetch; signal: AbortSignal },
): Promise<number> {
  const failures: KingletError[] = [];
  for (const source of sources) {
    try {
      return await sizeAt(source, { fetch, signal });
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof KingletError)) throw thrown;
      failures.push(thrown);
    }
  }
  const reasons = failures.map(({ message }) => message).join(' ') || 'It has no sources.';
  throw new KingletError(
    'model-source',
    `The size of ${file.name} could not be learned from any source. ${reasons} Check the connection and try again, or set a mirror in the settings.`,
    { cause: failures.at(-1) },
  );
}

async function sizeAt(
  url: string,
  { fetch, signal }: { fetch: Fetch; signal: AbortSignal },
): Promise<number> {
  const headers = { Range: 'bytes=0-0' };
  const response = await ofSource(
    url,
    'could not be reached',
    fetch(url, { signal, redirect: 'follow', cache: 'no-store', headers }),
  );
  await response.body?.cancel().catch(() => {});
  if (!response.ok) throw sourceError(url, `answered ${response.status}`);
  if (response.headers.get('Content-Type')?.includes('text/html'))
    throw sourceError(url, 'sent a web page in place of the file');
  const size = response.status === 206 ? rangeSize(response) : wholeSize(response);
  if (size === null) throw sourceError(url, 'does not say how large the file is');
  return size;
}

function rangeSize({ headers }: Response): number | null {
  return positive(/^bytes 0-0\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1]);
}

/** Of an answer that is compressed on its way the length says nothing. */
function wholeSize({ headers }: Response): number | null {
  return headers.has('Content-Encoding') ? null : positive(headers.get('Content-Length') ?? undefined);
}

function positive(text: string | undefined): number | null {
  const size = Number(text);
  return Number.isSafeInteger(size) && size > 0 ? size : null;
}
