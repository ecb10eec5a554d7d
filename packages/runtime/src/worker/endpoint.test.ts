import 'fake-indexeddb/auto';
import { fakeClock } from '@kinglet/testkit';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createApprovedFetch, type Fetch } from './approved-fetch.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { openKeyValues } from './key-values.ts';
import { openSettings, type SettingsStore } from './settings-store.ts';

const remote = {
  baseUrl: 'https://api.example/v1',
  model: 'big',
  inputUsdPerMillion: 1,
  outputUsdPerMillion: 2,
};
const key = 'sk-very-secret';
const { signal } = new AbortController();

describe('createEndpoint', () => {
  let settings: SettingsStore;
  let endpoint: Endpoint;
  let requests: { url: string; init: RequestInit | undefined }[];
  let count = 0;

  beforeEach(async () => {
    count += 1;
    requests = [];
    settings = await openSettings(await openKeyValues(`endpoint-${count}`, { denied: () => {} }));
    const fetch: Fetch = async (url, init) => {
      requests.push({ url: String(url), init });
      return new Response(`{"error":{"message":"The key ${key} is not valid."}}`, { status: 401 });
    };
    endpoint = createEndpoint({ settings, fetch, clock: fakeClock() });
  });

  it('has no target until one is set', async () => {
    expect(endpoint.target()).toBeNull();
    expect(await endpoint.test(signal)).toMatchObject({ ok: false });
    await endpoint.set(remote, null);
    expect(endpoint.target()?.prices).toEqual({ inputUsdPerMillion: 1, outputUsdPerMillion: 2 });
  });

  it('sends the key to its origin, follows no redirect, and shows it nowhere else', async () => {
    await endpoint.set(remote, key);
    const result = await endpoint.test(signal);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain(key);
    expect(new Headers(requests[0]?.init?.headers).get('Authorization')).toBe(`Bearer ${key}`);
    expect(requests[0]?.url).not.toContain(key);
    expect(requests[0]?.init?.redirect).not.toBe('follow');
    expect(JSON.stringify(settings.settings)).not.toContain(key);
  });

  it('drops the key when the origin changes, and keeps it when only the model does', async () => {
    await endpoint.set(remote, key);
    await endpoint.set({ ...remote, model: 'bigger' }, null);
    expect(endpoint.hasKey).toBe(true);
    await endpoint.set({ ...remote, baseUrl: 'https://other.example/v1' }, null);
    expect(endpoint.hasKey).toBe(false);
    await endpoint.test(signal);
    expect(new Headers(requests.at(-1)?.init?.headers).has('Authorization')).toBe(false);
  });

  it.each([
    ['a key with a space', remote, 'sk very'],
    ['a key without an endpoint', null, key],
    ['an address without TLS beyond this device', { ...remote, baseUrl: 'http://api.example/v1' }, null],
    ['an address that is none', { ...remote, baseUrl: 'api' }, null],
  ])('refuses %s and changes nothing', async (_what, bad, badKey) => {
    await endpoint.set(remote, key);
    await expect(endpoint.set(bad, badKey)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(endpoint.hasKey).toBe(true);
    expect(settings.settings.remote).toEqual(remote);
  });

  it('reaches nobody while nothing may leave this device, with its key or without, and says why', async () => {
    let isOn = true;
    const fetch: Fetch = async (url, init) => {
      requests.push({ url: String(url), init });
      return new Response('', { status: 500 });
    };
    const shut = createApprovedFetch(() => true, { fetch, neverLeave: () => isOn });
    const guarded = createEndpoint({ settings, fetch: shut, clock: fakeClock() });
    for (const given of [key, null]) {
      await guarded.set(remote, given);
      const result = await guarded.test(signal);
      expect(result).toMatchObject({
        ok: false,
        message: expect.stringContaining('Never leave this device'),
      });
    }
    expect(requests).toEqual([]);
    isOn = false;
    void guarded.test(signal);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
  });
});
