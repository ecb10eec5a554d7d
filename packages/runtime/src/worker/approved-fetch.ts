import { KingletError } from '@kinglet/spec';

/** `fetch` as the worker's parts are given it. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * The worker's only way out: refuses any address whose origin is not approved at the moment of the call, and sends
 * neither cookies nor a referrer. A redirect may leave the list, so what carries a key or a conversation passes
 * `redirect: 'error'`; model files need their hub's redirects and are pinned by their hash.
 *
 * While `neverLeave` says so, it only reads: a request with a body, with a key, or with another method than GET and HEAD is
 * refused, whatever is approved. Model files still come.
 *
 * @throws KingletError `invalid-input` for an address that is not approved, and for what may not leave.
 */
export function createApprovedFetch(
  isApproved: (origin: string) => boolean,
  {
    fetch = globalThis.fetch.bind(globalThis),
    neverLeave = () => false,
  }: { fetch?: Fetch; neverLeave?: () => boolean } = {},
): Fetch {
  return async (address, init = {}) => {
    const url = new URL(address);
    if (neverLeave() && !staysHere(url) && !onlyReads(init)) throw nothingLeaves(url);
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

/** For a call that goes where the user's words name it: while nothing may leave, nowhere but to this site. */
export function createPageFetch(
  fetch: Fetch,
  { own, neverLeave }: { own: string; neverLeave: () => boolean },
): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (neverLeave() && url.origin !== new URL(own).origin) throw nothingLeaves(url);
    return fetch(url, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
  };
}

function onlyReads({ method = 'GET', body = null, headers }: RequestInit): boolean {
  return /^(?:GET|HEAD)$/i.test(method) && body === null && !new Headers(headers).has('authorization');
}

function nothingLeaves(url: URL): KingletError {
  return new KingletError(
    'invalid-input',
    `"Never leave this device" is on, so nothing was sent to ${url.host}. Switch it off in the settings first.`,
    { details: { origin: url.origin } },
  );
}

function staysHere(url: URL): boolean {
  return url.protocol === 'blob:' || url.protocol === 'data:';
}
