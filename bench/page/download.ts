import type { ModelFile } from '@kinglet/spec';
import { ModelManager } from '@wllama/wllama/esm/index.js';
import { wrap } from 'comlink';
import DownloadWorker from './download.worker.ts?worker';

/** Resolves once the file is stored by our own download. */
export async function downloadOurs(file: ModelFile): Promise<void> {
  await wrap<(file: ModelFile) => Promise<void>>(new DownloadWorker())(file);
}

/** Resolves once wllama's own loader has it. */
export async function downloadPeer({ sources: [url = ''] }: ModelFile): Promise<void> {
  await new ModelManager().downloadModel(url);
}
