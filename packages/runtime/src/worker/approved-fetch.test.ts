import { describe, expect, it } from 'vitest';
import { createApprovedFetch, guardRealm } from './approved-fetch.ts';

function recorder() {
  const calls: { url: string; init: RequestInit | undefined }[] = [];
  const fetch = async (url: string | URL, init?: RequestInit) => {
    calls.push({ url: String(url), init });
    return new Response('ok');
  };
  return { calls, fetch };
}

describe('createApprovedFetch', () => {
  it('lets an approved origin through, without cookies and referrer', async () => {
    const { calls, fetch } = recorder();
    const approved = createApprovedFetch((origin) => origin === 'https://hub.example', { fetch });
    await approved('https://hub.example/model', { credentials: 'include', referrerPolicy: 'unsafe-url' });
    expect(calls).toMatchObject([{ init: { credentials: 'omit', referrerPolicy: 'no-referrer' } }]);
  });

  it.each(['https://hub.example.evil/model', 'http://hub.example/model', 'https://hub.example:444/'])(
    'refuses %s and sends nothing',
    async (url) => {
      const { calls, fetch } = recorder();
      const approved = createApprovedFetch((origin) => origin === 'https://hub.example', { fetch });
      await expect(approved(url)).rejects.toMatchObject({ code: 'invalid-input' });
      expect(calls).toEqual([]);
    },
  );

  it('asks anew at each call', async () => {
    const { fetch } = recorder();
    const origins = new Set(['https://hub.example']);
    const approved = createApprovedFetch((origin) => origins.has(origin), { fetch });
    await approved('https://hub.example/');
    origins.clear();
    await expect(approved('https://hub.example/')).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('guardRealm', () => {
  it('sends what libraries fetch through the same list', async () => {
    const { calls, fetch } = recorder();
    const realm = { fetch: globalThis.fetch };
    guardRealm(
      realm,
      createApprovedFetch((origin) => origin === 'https://hub.example', { fetch }),
    );
    await expect(realm.fetch(new Request('https://evil.example/'))).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await realm.fetch(new Request('https://hub.example/', { method: 'POST', body: 'text' }));
    expect(calls).toMatchObject([{ url: 'https://hub.example/', init: { method: 'POST' } }]);
  });
});
