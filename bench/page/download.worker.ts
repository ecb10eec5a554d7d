/// <reference types="vite/client" />
import { downloadFile } from '@kinglet/runtime/worker/download-file';
import { openOpfsDirectory } from '@kinglet/runtime/worker/opfs-directory';
import type { ModelFile } from '@kinglet/spec';
import { expose } from 'comlink';

/** As the app's worker downloads, into this page's own OPFS. */
async function download(file: ModelFile): Promise<void> {
  await downloadFile(file, file.sources, {
    directory: await openOpfsDirectory(),
    fetch: (url, init) => fetch(url, init),
    freeBytes: async () => null,
    onProgress: () => {},
    onVerify: () => {},
    signal: new AbortController().signal,
  });
}

expose(download);
