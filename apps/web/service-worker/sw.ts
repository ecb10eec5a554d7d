import { createPublicFetch } from '@kinglet/runtime/worker/public-fetch';
import { publishedOrigins } from '@kinglet/runtime/worker/published-origins';
import { readHeader } from '@kinglet/runtime/worker/read-through';
import { clientsClaim } from 'workbox-core';
import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  matchPrecache,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { narrowPolicy, sourceOrigins } from '../src/pwa/narrow-policy.ts';

/**
 * Serves all but the models with the network off. Documents and workers that it serves may connect to the catalogue's origins
 * and to those that the user approved, and to no other: the browser itself holds them to it. Pages that a tool was allowed to
 * read it fetches for them.
 */
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] };

/** What has a policy of its own. */
const withPolicy: readonly string[] = ['document', 'iframe', 'worker', 'sharedworker'];

const narrowing = {
  async handlerWillRespond({ event, response }: { event: ExtendableEvent; response: Response }) {
    // While it installs, files are fetched for nobody.
    const isAsked = event instanceof FetchEvent && withPolicy.includes(event.request.destination);
    return isAsked ? narrowed(response) : response;
  },
};

async function narrowed(response: Response): Promise<Response> {
  const policy = response.headers.get('Content-Security-Policy');
  const approved = await publishedOrigins();
  if (policy === null || approved === null) return response;
  const catalogue = await matchPrecache('models/catalogue.json');
  const origins = [...sourceOrigins((await catalogue?.text()) ?? ''), ...approved];
  const headers = new Headers(response.headers);
  headers.set('Content-Security-Policy', narrowPolicy(policy, origins));
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

const fetchPage = createPublicFetch(fetch);

/** Any public page, by its address: no cookies, no body, nothing but what a reader needs. */
async function readPage(request: Request): Promise<Response> {
  const headers = { Accept: request.headers.get('Accept') ?? '*/*' };
  try {
    const page = await fetchPage(request.headers.get(readHeader) ?? '', { headers, signal: request.signal });
    const type = page.headers.get('Content-Type') ?? '';
    return new Response(page.body, {
      status: page.status,
      headers: { 'Content-Type': type, [readHeader]: page.url },
    });
  } catch {
    return new Response(null, { status: 502, headers: { [readHeader]: '' } });
  }
}

registerRoute(
  ({ request, sameOrigin }) => sameOrigin && request.headers.has(readHeader),
  ({ request }) => readPage(request),
);
addPlugins([narrowing]);
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/\/(embed-demo|frame)\//] }),
);
registerRoute(
  /\/assets\/[^/]+\.(?:js|wasm)$/,
  new CacheFirst({ cacheName: 'kinglet-code', plugins: [narrowing] }),
);
clientsClaim();
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'SKIP_WAITING') void self.skipWaiting();
});
