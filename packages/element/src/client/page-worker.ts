/// <reference types="vite/client" />
import workerUrl from '../../../runtime/src/worker/main.ts?worker&url';

/** The worker's file name: its hash tells one version from another. While developing it is always the same. */
export const version = new URL(workerUrl, import.meta.url).pathname.split('/').at(-1) ?? workerUrl;

/** Starts the worker from the address that `trust` makes of its own. In the npm package `packed-worker.ts` stands in for this file. */
export function startPageWorker(trust: (url: string) => string): Worker {
  const url = trust(workerUrl);
  const type = String(url).startsWith('blob:') ? 'classic' : 'module';
  return new Worker(url, { type, name: 'kinglet' });
}
