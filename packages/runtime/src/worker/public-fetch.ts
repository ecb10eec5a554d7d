import { isPrivateHost } from '@kinglet/policy';
import { KingletError } from '@kinglet/spec';

/**
 * `fetch` for addresses that a model named and policy and user approved: any public host, without cookies and referrer. An
 * address on this device or in a network around it is refused however it is spelled, and so is an answer from one, after a
 * redirect. What a public name leads to a page cannot know; the browser asks its user then.
 *
 * @throws KingletError `invalid-input` for such an address.
 */
export function createPublicFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    refusePrivate(new URL(input instanceof Request ? input.url : input));
    const response = await fetch(input, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
    try {
      if (response.url !== '') refusePrivate(new URL(response.url));
    } catch (thrown) {
      await response.body?.cancel();
      throw thrown;
    }
    return response;
  };
}

function refusePrivate({ hostname, host }: URL): void {
  if (!isPrivateHost(hostname)) return;
  throw new KingletError(
    'invalid-input',
    `${host} is on this device or in the network around it, and such pages are not read. Copy the text there and paste it here.`,
    { details: { host } },
  );
}
