import { importScript } from '@kinglet/spec';

/** Starts a worker of this worker's. A page of another site may start only workers of its own, so there a blob of its own imports it. */
export function startNestedWorker(url: string): Worker {
  if (new URL(url).origin === self.origin) return new Worker(url, { type: 'module' });
  const script = new Blob([importScript(url)], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(script));
}
