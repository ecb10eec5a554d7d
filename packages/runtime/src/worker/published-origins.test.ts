import { afterEach, expect, it, vi } from 'vitest';
import { publishedOrigins, publishOrigins } from './published-origins.ts';

afterEach(() => vi.unstubAllGlobals());

/** As much of a CacheStorage as is used. */
function stubCaches(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('caches', {
    open: async () => ({
      put: async (key: string, response: Response) => void kept.set(key, await response.text()),
    }),
    match: async (key: string) => (kept.has(key) ? new Response(kept.get(key)) : undefined),
  });
  return kept;
}

it('leaves the origins for the service worker', async () => {
  stubCaches();
  expect(await publishedOrigins()).toBeNull();
  await publishOrigins(new Set(['https://a.example', 'https://b.example']));
  expect(await publishedOrigins()).toEqual(['https://a.example', 'https://b.example']);
});

it('takes what is no list for nothing, and no store for no harm', async () => {
  const kept = stubCaches();
  await publishOrigins([]);
  for (const key of kept.keys()) kept.set(key, '{"broken"');
  expect(await publishedOrigins()).toBeNull();
  vi.unstubAllGlobals();
  await expect(publishOrigins(['https://a.example'])).resolves.toBeUndefined();
});
