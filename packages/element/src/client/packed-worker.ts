/** The worker's file name in the build that the package was made of; written in when it is packed. */
declare const kingletWorkerFile: string;

export const version: string = kingletWorkerFile;

/** Stands in for `page-worker.ts` in the npm package: here it is the bundler of the site that finds the worker. */
export function startPageWorker(trust: (url: string) => string): InstanceType<typeof globalThis.Worker> {
  class Worker extends globalThis.Worker {
    constructor(address: URL, options: WorkerOptions) {
      const url = trust(address.href);
      super(url, String(url).startsWith('blob:') ? { ...options, type: 'classic' } : options);
    }
  }
  // Bundlers look for just this expression, name and all.
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'kinglet' });
}
