/** On a request of ours: the address that the service worker is to read. On its answer: where that came from, '' where nowhere. */
export const readHeader = 'kinglet-read';

type Fetch = typeof globalThis.fetch;

/**
 * Reads addresses through the service worker where one answers for `home`, an address of this worker's own; else by itself.
 * The policy of this worker lets it connect to approved origins only, and the service worker's does not.
 */
export function readThrough(fetch: Fetch, home: string): Fetch {
  if (!home.startsWith('http')) return fetch;
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const headers = { ...init?.headers, [readHeader]: address };
    const answer = await fetch(home, { ...init, headers, cache: 'force-cache' });
    const url = answer.headers.get(readHeader);
    if (url === null) {
      await answer.body?.cancel();
      return fetch(input, init);
    }
    if (url === '') throw new TypeError(`${address} could not be read`);
    return Object.defineProperty(answer, 'url', { value: url });
  };
}
