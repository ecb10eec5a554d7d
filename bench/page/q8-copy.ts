import { wrap } from 'comlink';
import type { Requantised } from './requantise.worker.ts';

/** The Q8_0 copy of a model's file that the app makes on the device. */
export async function q8Copy(model: Blob, sha256: string): Promise<Requantised> {
  const worker = new Worker(new URL('./requantise.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await wrap<(model: Blob, sha256: string) => Requantised>(worker)(model, sha256);
  } finally {
    worker.terminate();
  }
}

/** A file of the site, as a blob. */
export async function siteFile(path: string): Promise<Blob> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  return response.blob();
}
