import { type PolicyFile, parsePolicyFile } from '@kinglet/router';
import { KingletError } from '@kinglet/spec';
import type { Fetch } from './approved-fetch.ts';
import type { KeyValues } from './key-values.ts';

const none = { version: 1, rules: [] } as const;

/**
 * Reads and validates the router's policy file, beside the catalogue. Where the server has none there are no rules; where it
 * cannot be reached, those of the last visit.
 *
 * @throws KingletError `invalid-input` where the file is not what this version knows.
 */
export async function fetchPolicyFile(
  catalogueUrl: string,
  { fetch, values, signal }: { fetch: Fetch; values: KeyValues; signal: AbortSignal },
): Promise<PolicyFile> {
  const text = await fetchText(new URL('router-policy.json', catalogueUrl), { fetch, signal });
  if (text === null) {
    const last = await values.get('router-policy');
    return last === undefined ? none : parsePolicyFile(last);
  }
  const json = text === '' ? none : jsonOf(text);
  const policy = parsePolicyFile(json);
  await values.put('router-policy', json);
  return policy;
}

/** '' where the server has no such file, null where it could not be asked. */
async function fetchText(
  url: URL,
  { fetch, signal }: { fetch: Fetch; signal: AbortSignal },
): Promise<string | null> {
  try {
    const response = await fetch(url, { signal });
    // A server of one-page apps answers a missing file with its page.
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
    if (response.status === 404 || isPage) return '';
    return response.ok ? await response.text() : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new KingletError(
      'invalid-input',
      `The router's policy file is not used: it is not JSON (${cause instanceof Error ? cause.message : cause}). Correct models/router-policy.json, or remove it.`,
      { cause },
    );
  }
}
