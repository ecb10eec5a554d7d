import { KingletError } from '@kinglet/spec';

/** `fetch` as the worker's parts are given it. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * The worker's only way out: refuses any address whose origin is not approved at the moment of the call, and sends
 * neither cookies nor a referrer. A redirect may leave the list, so what carries a key or a conversation passes
 * `redirect: 'error'`; model files need their hub's redirects and are pinned by their hash.
 *
 * @throws KingletError `invalid-input` for an address that is not approved.
 */
export function createApprovedFetch(
  isApproved: (origin: string) => boolean,
  { fetch = globalThis.fetch.bind(globalThis) }: { fetch?: Fetch } = {},
): Fetch {
  return async (address, init = {}) => {
    const url = new URL(address);
    if (!staysHere(url) && !isApproved(url.origin)) {
      throw new KingletError(
        'invalid-input',
        `${url.origin} is not an approved address. Approved are the model sources and the endpoint of the settings.`,
        { details: { origin: url.origin } },
      );
    }
    return fetch(url, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
  };
}

/** Puts the approved fetch in the place of the realm's own, so that libraries pass through it as well. */
export function guardRealm(realm: { fetch: typeof globalThis.fetch }, approved: Fetch): void {
  realm.fetch = async (input, init) => {
    if (!(input instanceof Request)) return approved(input, init);
    const { method, headers, signal, redirect, cache } = input;
    const body = input.body ? await input.arrayBuffer() : null;
    return approved(input.url, { method, headers, signal, redirect, cache, body, ...init });
  };
}

function staysHere(url: URL): boolean {
  return url.protocol === 'blob:' || url.protocol === 'data:';
}
