/// <reference types="vite/client" />
import { requantise } from '@kinglet/gguf';
import { expose } from 'comlink';

/** A Q8_0 copy in memory, and how long it took to make. */
export interface Requantised {
  readonly model: Blob;
  readonly durationMs: number;
}

/** Off the page's main thread, as an app would do it. */
async function requantised(model: Blob, parentSha256: string): Promise<Requantised> {
  const startMs = performance.now();
  const { chunks } = await requantise(model, { to: 'Q8_0', parentSha256 });
  const parts: BlobPart[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return { model: new Blob(parts), durationMs: performance.now() - startMs };
}

expose(requantised);
