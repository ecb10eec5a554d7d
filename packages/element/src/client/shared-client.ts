/// <reference types="vite/client" />
import { type ClientOptions, createKingletClient, type KingletClient } from '@kinglet/runtime/client';
import workerUrl from '../../../runtime/src/worker/main.ts?worker&url';
import { trustedScriptUrl } from '../trusted/script-url.ts';

let pageClient: KingletClient | null = null;

/** The worker's file name: its hash tells one version from another. While developing it is always the same. */
const version = new URL(workerUrl, import.meta.url).pathname.split('/').at(-1) ?? workerUrl;

/**
 * The page's one client, started at the first call: every agent on a page, and every tab of its origin, shares one worker
 * and one model. Later calls get the same client, whatever they name. The rest is for embedding pages: see `ClientOptions`.
 */
export function sharedClient(
  catalogueUrl: string,
  more: Pick<ClientOptions, 'frameUrl' | 'site'> = {},
): KingletClient {
  const sharing = { name: 'kinglet', version };
  pageClient ??= createKingletClient({ createWorker, catalogueUrl, sharing, ...more });
  return pageClient;
}

function createWorker(): Worker {
  const url = trustedScriptUrl(workerUrl);
  const type = String(url).startsWith('blob:') ? 'classic' : 'module';
  return new Worker(url, { type, name: 'kinglet' });
}
