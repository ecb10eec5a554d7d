import { describe, expect, it } from 'vitest';
import { createPublicFetch } from './public-fetch.ts';

/** Answers from the address that it was asked for, or from `landsAt`. */
function network(landsAt?: string) {
  const calls: { url: string; init: RequestInit | undefined }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    calls.push({ url: String(input), init });
    const response = new Response('A page.');
    Object.defineProperty(response, 'url', { value: landsAt ?? String(input) });
    return response;
  };
  return { calls, pageFetch: createPublicFetch(fetch) };
}

describe('createPublicFetch', () => {
  it('reads a public page without cookies and referrer', async () => {
    const { calls, pageFetch } = network();
    await expect((await pageFetch('https://example.org/')).text()).resolves.toBe('A page.');
    expect(calls).toMatchObject([{ init: { credentials: 'omit', referrerPolicy: 'no-referrer' } }]);
  });

  it.each(['http://127.1/', 'https://nas.local/', 'http://[::1]:8080/'])(
    'sends nothing to %s',
    async (address) => {
      const { calls, pageFetch } = network();
      await expect(pageFetch(address)).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(pageFetch(new Request(address))).rejects.toMatchObject({ code: 'invalid-input' });
      expect(calls).toEqual([]);
    },
  );

  it('gives no answer that came from a private host after a redirect', async () => {
    const { pageFetch } = network('http://192.168.1.1/admin');
    await expect(pageFetch('https://example.org/')).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
