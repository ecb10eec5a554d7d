import { KingletError } from '@kinglet/spec';

/** Largest page that is read: 2 MB; the rest is left out. */
export const maxPageBytes = 2_000_000;

/** A page as it came. */
export interface Page {
  /** After redirects. */
  readonly url: string;
  /** Such as `text/html`, lower case, without parameters. */
  readonly mediaType: string;
  readonly text: string;
  /** True where it was longer than the limit. */
  readonly cut: boolean;
}

/**
 * Reads a page without cookies and without a referrer. Throws KingletError `invalid-input`, `network` or `remote-failed`
 * with what to do; rejects with `signal.reason` when cancelled.
 */
export async function fetchPage(
  url: URL,
  { fetch, signal }: { fetch: typeof globalThis.fetch; signal: AbortSignal },
): Promise<Page> {
  let response: Response;
  try {
    response = await fetch(url.href, {
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { Accept: 'text/html, text/plain;q=0.9, */*;q=0.1' },
    });
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof KingletError) throw thrown;
    throw unreachable(url, thrown);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new KingletError(
      'remote-failed',
      `${url.host} answered ${response.status}, so there is no page to read. Check the address.`,
      { details: { status: response.status } },
    );
  }
  const contentType = response.headers.get('content-type') ?? 'text/html';
  const mediaType = contentType.replace(/;.*/s, '').trim().toLowerCase();
  if (!/^text\/|[/+](?:json|xml)$|^application\/xhtml/.test(mediaType)) {
    await response.body?.cancel();
    throw new KingletError(
      'invalid-input',
      `${url.host} sent ${kindOf(mediaType)}, which is not a page of text. Download it and attach its text.`,
    );
  }
  const { bytes, cut } = await readCapped(response, signal);
  return { url: response.url || url.href, mediaType, text: decode(bytes, contentType), cut };
}

/** In our own words: a media type is the server's text, and a failed result is not marked as such. */
function kindOf(mediaType: string): string {
  if (mediaType === 'application/pdf') return 'a PDF';
  const kind = /^(?:image|audio|video)(?=\/)/.exec(mediaType)?.[0];
  return kind === undefined
    ? 'a file'
    : kind === 'audio'
      ? 'an audio file'
      : `${kind === 'image' ? 'an' : 'a'} ${kind}`;
}

function unreachable(url: URL, cause: unknown): KingletError {
  const offline = globalThis.navigator?.onLine === false;
  const message = offline
    ? 'This device is offline. Connect and try again.'
    : `${url.host} does not let other pages read it, or it could not be reached. Copy the text there and paste it here.`;
  return new KingletError('network', message, { cause });
}

async function readCapped(
  response: Response,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly cut: boolean }> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    while (reader !== undefined && size < maxPageBytes) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) break;
      chunks.push(value);
      size += value.length;
    }
  } catch (thrown) {
    signal.throwIfAborted();
    throw new KingletError('network', 'The connection broke while the page was read. Try again.', {
      cause: thrown,
    });
  } finally {
    void reader?.cancel().catch(() => undefined);
  }
  const bytes = new Uint8Array(Math.min(size, maxPageBytes));
  let offset = 0;
  for (const chunk of chunks) {
    const part = chunk.subarray(0, bytes.length - offset);
    bytes.set(part, offset);
    offset += part.length;
  }
  return { bytes, cut: size >= maxPageBytes };
}

/** By the header's charset, else the page's own `<meta charset>`, else UTF-8. */
function decode(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  const label =
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType) ??
    /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]+)/i.exec(start);
  try {
    return new TextDecoder(label?.[1] ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
