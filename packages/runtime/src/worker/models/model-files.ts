import type { Clock, ModelFile, ModelRecord } from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import { downloadFile } from './download-file.ts';
import type { ModelDirectory } from './model-directory.ts';
import { partSize, readStored, removeStored } from './stored-files.ts';
import { transferRate } from './transfer-rate.ts';

export interface ModelFilesOptions {
  readonly directory: ModelDirectory;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Base addresses tried before a file's own sources. */
  mirrors(): readonly string[];
  freeBytes(): Promise<number | null>;
  /** Runs the task while no other tab runs one of that name. */
  exclusive<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

export interface DownloadProgress {
  readonly phase: 'downloading' | 'verifying';
  /** Of all the model's files. */
  readonly receivedBytes: number;
  readonly bytesPerSecond: number | null;
}

const progressMs = 200;

/** A model's files on this device. */
export class ModelFiles {
  readonly #options: ModelFilesOptions;

  constructor(options: ModelFilesOptions) {
    this.#options = options;
  }

  get memoryOnly(): boolean {
    return this.#options.directory.memoryOnly;
  }

  /** The verified files in the catalogue's order; null where one is missing. */
  async read(model: ModelRecord): Promise<readonly Blob[] | null> {
    const blobs: Blob[] = [];
    for (const file of model.files) {
      const blob = await readStored(this.#options.directory, file);
      if (!blob) return null;
      blobs.push(blob);
    }
    return blobs;
  }

  /** Bytes that are here, unfinished ones included. */
  async receivedBytes(model: ModelRecord): Promise<number> {
    let sum = 0;
    for (const file of model.files) sum += await this.#bytesOf(file);
    return sum;
  }

  /** Brings in what is missing. Rejects as `downloadFile` does. */
  async download(
    model: ModelRecord,
    { onProgress, signal }: { onProgress: (progress: DownloadProgress) => void; signal: AbortSignal },
  ): Promise<void> {
    const { directory, exclusive } = this.#options;
    let before = 0;
    for (const file of model.files) {
      await exclusive(`kinglet-download-${file.sha256}`, signal, async () => {
        if (await readStored(directory, file)) return;
        await this.#downloadOne(file, before, onProgress, signal);
      });
      before += file.sizeBytes;
    }
  }

  async remove(model: ModelRecord): Promise<void> {
    for (const file of model.files) await removeStored(this.#options.directory, file);
  }

  async #downloadOne(
    file: ModelFile,
    before: number,
    onProgress: (progress: DownloadProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { directory, fetch, clock, mirrors, freeBytes } = this.#options;
    const there = await partSize(directory, file);
    const rate = transferRate(there, () => clock.monotonicMs());
    onProgress({ phase: 'downloading', receivedBytes: before + there, bytesPerSecond: null });
    let toldMs = clock.monotonicMs();
    await downloadFile(file, [...mirrors().map((base) => mirrorUrl(base, file)), ...file.sources], {
      directory,
      fetch,
      freeBytes,
      onProgress(receivedBytes) {
        const bytesPerSecond = rate.sample(receivedBytes);
        if (clock.monotonicMs() - toldMs < progressMs) return;
        toldMs = clock.monotonicMs();
        onProgress({ phase: 'downloading', receivedBytes: before + receivedBytes, bytesPerSecond });
      },
      onVerify: () =>
        onProgress({ phase: 'verifying', receivedBytes: before + file.sizeBytes, bytesPerSecond: null }),
      signal,
    });
  }

  async #bytesOf(file: ModelFile): Promise<number> {
    const { directory } = this.#options;
    return (await readStored(directory, file)) ? file.sizeBytes : partSize(directory, file);
  }
}

/** A mirror serves a file by its name below the base address. */
function mirrorUrl(base: string, file: ModelFile): string {
  return new URL(file.name, base.endsWith('/') ? base : `${base}/`).href;
}
