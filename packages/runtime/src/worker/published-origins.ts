const cacheName = 'kinglet-policy';
/** A key that is no file of ours. */
const key = '/kinglet-connect-origins';

/**
 * Leaves for the service worker what this origin's pages and workers may connect to from their next start on. Nothing happens
 * where there is no such store.
 */
export async function publishOrigins(origins: Iterable<string>): Promise<void> {
  if (!('caches' in globalThis)) return;
  try {
    const cache = await caches.open(cacheName);
    await cache.put(key, new Response(JSON.stringify([...origins])));
  } catch {
    // A private window or a full disk: the policy then stays as it was served.
  }
}

/** What was left; null where nothing was. */
export async function publishedOrigins(): Promise<readonly string[] | null> {
  const response = await caches.match(key, { cacheName });
  const value: unknown = await response?.json().catch(() => null);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null;
}
