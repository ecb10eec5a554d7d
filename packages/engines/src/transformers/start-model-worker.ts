import { importScript } from '@kinglet/spec';

/** Starts the worker of a model. A page of another site may start only workers of its own, so there a blob of its own imports it. */
export function startModelWorker(url: string): Worker {
  if (new URL(url).origin === self.origin) return new Worker(url, { type: 'module' });
  const script = new Blob([importScript(url)], { type: 'text/javascript' });
  return new Worker(URL.createObjectURL(script));
}
