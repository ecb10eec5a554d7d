import { describe, expect, it } from 'vitest';
import { createApprovedFetch, createPageFetch, guardRealm } from './approved-fetch.ts';

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

describe('never leave this device', () => {
  const url = 'https://hub.example/v1/chat/completions';

  it.each<[string, RequestInit]>([
    ['a body', { method: 'POST', body: 'my words' }],
    ['another method', { method: 'DELETE' }],
    ['a body without a method', { body: 'my words' }],
    ['a key', { headers: { Authorization: 'Bearer sk-1' } }],
  ])('refuses a request with %s, whatever is approved', async (_, init) => {
    const { calls, fetch } = recorder();
    const approved = createApprovedFetch(() => true, { fetch, neverLeave: () => true });
    await expect(approved(url, init)).rejects.toMatchObject({
      message: expect.stringContaining('Never leave'),
    });
    await expect(
      createApprovedFetch(() => false, { fetch, neverLeave: () => true })(url, init),
    ).rejects.toThrow('Never leave');
    expect(calls).toEqual([]);
    await createApprovedFetch(() => true, { fetch, neverLeave: () => false })(url, init);
    expect(calls).toHaveLength(1);
  });

  it('refuses a Request in the place of an address as well', async () => {
    const { calls, fetch } = recorder();
    const realm = { fetch: globalThis.fetch };
    guardRealm(
      realm,
      createApprovedFetch(() => true, { fetch, neverLeave: () => true }),
    );
    await expect(realm.fetch(new Request(url, { method: 'POST', body: 'my words' }))).rejects.toThrow(
      'Never',
    );
    expect(calls).toEqual([]);
  });

  it('lets model files come, and looks at the switch at each call', async () => {
    const { calls, fetch } = recorder();
    let isOn = true;
    const approved = createApprovedFetch(() => true, { fetch, neverLeave: () => isOn });
    await approved('https://hub.example/model.gguf', { headers: { Range: 'bytes=0-9' } });
    isOn = false;
    await approved(url, { method: 'POST', body: 'my words' });
    expect(calls).toHaveLength(2);
  });

  it('keeps a page that the user names from being read, but for this site', async () => {
    const { calls, fetch } = recorder();
    let isOn = true;
    const page = createPageFetch(fetch, { own: 'https://app.example/chat', neverLeave: () => isOn });
    await expect(page('https://elsewhere.example/?q=my+words')).rejects.toThrow('nothing was sent');
    await page('https://app.example/help');
    expect(calls.map((call) => call.url)).toEqual(['https://app.example/help']);
    isOn = false;
    await page('https://elsewhere.example/');
    expect(calls).toHaveLength(2);
  });
});
