/** Starts the worker of a model. A page of another site may start only workers of its own, so there a blob of its own imports it. */
export function startModelWorker(url: string): Worker {
  if (new URL(url).origin === self.location.origin) return new Worker(url, { type: 'module' });
  const blobUrl = URL.createObjectURL(
    new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' }),
  );
  return new Worker(blobUrl, { type: 'module' });
}
