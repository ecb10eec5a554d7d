import { type Catalogue, KingletError } from '@kinglet/spec';
import type { Fetch } from './approved-fetch.ts';
import type { KeyValues } from './key-values.ts';
import { parseCatalogue } from './parse-catalogue.ts';

/**
 * Reads and validates the catalogue. Where it cannot be had, as when offline, the one of the last visit stands in.
 *
 * @throws KingletError `model-source` where there is neither.
 */
export async function fetchCatalogue(
  url: string,
  { fetch, values, signal }: { fetch: Fetch; values: KeyValues; signal: AbortSignal },
): Promise<Catalogue> {
  try {
    const json = await fetchJson(url, { fetch, signal });
    const catalogue = parseCatalogue(json, url);
    await values.put('catalogue', json);
    return catalogue;
  } catch (thrown) {
    signal.throwIfAborted();
    const last = await values.get('catalogue');
    if (last === undefined) throw thrown;
    return parseCatalogue(last, url);
  }
}

async function fetchJson(
  url: string,
  { fetch, signal }: { fetch: Fetch; signal: AbortSignal },
): Promise<unknown> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.json();
  } catch (cause) {
    signal.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KingletError(
      'model-source',
      `The list of models could not be read from ${url}: ${why}. Check the connection and reload the page.`,
      { cause },
    );
  }
}
