import type { ByteSource } from '@kinglet/gguf';
import {
  type AdapterRecord,
  type Clock,
  type KingletError,
  type ModelFile,
  type ModelRecord,
  toKingletError,
} from '@kinglet/spec';
import type { Fetch } from '../approved-fetch.ts';
import { downloadFile } from './download-file.ts';
import type { ModelDirectory } from './model-directory.ts';
import { makeCopy, readCopy, removeCopy } from './prepared-copy.ts';
import { type StoreFileOptions, storeFile } from './store-file.ts';
import { partSize, readStored, removeStored } from './stored-files.ts';
import type { TabProgress } from './tab-progress.ts';
import { transferMeter } from './transfer-meter.ts';

export interface ModelFilesOptions {
  readonly directory: ModelDirectory;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Base addresses tried before a file's own sources. */
  mirrors(): readonly string[];
  freeBytes(): Promise<number | null>;
  /** The other tabs. */
  readonly tabs: TabProgress;
  /** Runs the task while no other tab runs one of that name. */
  exclusive<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

interface DownloadProgress {
  readonly phase: 'downloading' | 'verifying';
  /** Of the model's files and its specialists'. */
  readonly receivedBytes: number;
  readonly bytesPerSecond: number | null;
}

interface DownloadEvents {
  onProgress(progress: DownloadProgress): void;
  readonly signal: AbortSignal;
}

interface OneDownload extends DownloadEvents {
  /** Bytes of the files that came before it. */
  readonly before: number;
  /** Files that are to come after it. */
  readonly later: readonly ModelFile[];
}

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

  /** False too for a model of an engine that fetches by its own list: nothing of its files is known here. */
  async isWhole(model: ModelRecord): Promise<boolean> {
    return model.files.length > 0 && (await this.read(model)) !== null;
  }

  /** Whether the verified file is here. */
  async has(file: ModelFile): Promise<boolean> {
    return (await readStored(this.#options.directory, file)) !== null;
  }

  /** Bytes that are here, unfinished ones included. */
  async receivedBytes(files: readonly ModelFile[]): Promise<number> {
    let sum = 0;
    for (const file of files) sum += await this.#bytesOf(file);
    return sum;
  }

  /** Brings in what is missing of the model's own files. Rejects as `downloadFile` does. */
  async download(model: ModelRecord, options: DownloadEvents): Promise<void> {
    let before = 0;
    for (const [index, file] of model.files.entries()) {
      await this.#downloadOne(file, { ...options, before, later: model.files.slice(index + 1) });
      before += file.sizeBytes;
    }
  }

  /**
   * Brings in what is missing of the specialists. One that cannot be had stops nobody: gives its error by its id. Rejects
   * with `signal.reason` only.
   */
  async downloadAdapters(
    adapters: readonly AdapterRecord[],
    { startBytes, ...options }: DownloadEvents & { startBytes: number },
  ): Promise<ReadonlyMap<string, KingletError>> {
    const failures = new Map<string, KingletError>();
    let before = startBytes;
    for (const { id, file } of adapters) {
      try {
        await this.#downloadOne(file, { ...options, before, later: [] });
      } catch (thrown) {
        options.signal.throwIfAborted();
        failures.set(id, toKingletError(thrown, 'model-source'));
      }
      before += file.sizeBytes;
    }
    return failures;
  }

  /** The copy that runs faster here than the model's one file; null where none was made. */
  async readCopy({ files: [file, ...more] }: ModelRecord): Promise<Blob | null> {
    return file && more.length === 0 ? readCopy(this.#options.directory, file) : null;
  }

  /** Makes that copy. Rejects as `makeCopy` does. */
  async makeCopy(
    file: ModelFile,
    blob: Blob,
    { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
  ): Promise<void> {
    const { directory, freeBytes, clock, exclusive } = this.#options;
    await exclusive(`kinglet-copy-${file.sha256}`, signal, async () => {
      if (await readCopy(directory, file)) return;
      await makeCopy(file, blob, {
        ...{ directory, freeBytes, signal },
        onProgress: transferMeter(clock, 0, onProgress),
      });
    });
  }

  /** Takes in a model's file that the user brought, where it is not here yet. Rejects as `storeFile` does. */
  async store(
    file: ModelFile,
    source: ByteSource,
    options: Pick<StoreFileOptions, 'onProgress' | 'onVerify' | 'signal'>,
  ): Promise<void> {
    const { directory, freeBytes, exclusive } = this.#options;
    await exclusive(downloadLock(file), options.signal, async () => {
      if (await readStored(directory, file)) return;
      await storeFile(file, source, { ...options, directory, freeBytes, what: 'The model' });
    });
  }

  /** Deletes the model with its copy and its specialists; of these, files that `keep` names by their hash stay. */
  async remove(model: ModelRecord, { keep }: { keep: ReadonlySet<string> }): Promise<void> {
    const { directory } = this.#options;
    const adapters = (model.adapters ?? []).map(({ file }) => file);
    for (const file of adapters) if (!keep.has(file.sha256)) await removeStored(directory, file);
    for (const file of model.files) {
      await removeCopy(directory, file, { keep });
      await removeStored(directory, file);
    }
  }

  /** One tab at a time; those that wait show what the first one tells. */
  async #downloadOne(file: ModelFile, options: OneDownload): Promise<void> {
    const { directory, exclusive, tabs } = this.#options;
    const { before, onProgress, signal } = options;
    signal.throwIfAborted();
    const stopListening = tabs.listen(file.sha256, (receivedBytes) =>
      onProgress({ phase: 'downloading', receivedBytes: before + receivedBytes, bytesPerSecond: null }),
    );
    try {
      await exclusive(downloadLock(file), signal, async () => {
        stopListening();
        if (!(await readStored(directory, file))) await this.#fetchOne(file, options);
      });
    } finally {
      stopListening();
    }
  }

  async #fetchOne(file: ModelFile, { before, later, onProgress, signal }: OneDownload): Promise<void> {
    const { directory, fetch, clock, mirrors, freeBytes, tabs } = this.#options;
    const there = await partSize(directory, file);
    const laterBytes =
      later.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) - (await this.receivedBytes(later));
    onProgress({ phase: 'downloading', receivedBytes: before + there, bytesPerSecond: null });
    await downloadFile(file, [...mirrors().map((base) => mirrorUrl(base, file.name)), ...file.sources], {
      ...{ directory, fetch, freeBytes, laterBytes, signal },
      onProgress: transferMeter(clock, there, (receivedBytes, bytesPerSecond) => {
        tabs.tell(file.sha256, receivedBytes);
        onProgress({ phase: 'downloading', receivedBytes: before + receivedBytes, bytesPerSecond });
      }),
      onVerify: () =>
        onProgress({ phase: 'verifying', receivedBytes: before + file.sizeBytes, bytesPerSecond: null }),
    });
  }

  async #bytesOf(file: ModelFile): Promise<number> {
    const { directory } = this.#options;
    return (await readStored(directory, file)) ? file.sizeBytes : partSize(directory, file);
  }
}

function downloadLock({ sha256 }: ModelFile): string {
  return `kinglet-download-${sha256}`;
}

/** A mirror serves a file by its name below the base address. */
export function mirrorUrl(base: string, name: string): string {
  return new URL(name, base.endsWith('/') ? base : `${base}/`).href;
}
