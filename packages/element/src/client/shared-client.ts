import { type ClientOptions, createKingletClient, type KingletClient } from '@kinglet/runtime/client';
import { trustedScriptUrl } from '../trusted/script-url.ts';
import { startPageWorker, version } from './page-worker.ts';

let pageClient: KingletClient | null = null;

/**
 * The page's one client, started at the first call: every agent on a page, and every tab of its origin, shares one worker
 * and one model. Later calls get the same client, whatever they name. The rest is for embedding pages: see `ClientOptions`.
 */
export function sharedClient(
  catalogueUrl: string,
  more: Pick<ClientOptions, 'frameUrl' | 'site'> = {},
): KingletClient {
  const createWorker = () => startPageWorker(trustedScriptUrl);
  const sharing = { name: 'kinglet', version };
  pageClient ??= createKingletClient({ createWorker, catalogueUrl, sharing, ...more });
  return pageClient;
}
