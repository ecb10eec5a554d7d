import type { ModelFile, ModelRecord, UnpinnedFile } from '@kinglet/spec';
import { sha256 } from 'hash-wasm';
import { askSize } from './ask-size.ts';
import { downloadFirst } from './download-file.ts';
import { type FilePins, identityOf, withPins } from './file-pins.ts';
import { type ModelFilesOptions, mirrorUrl } from './model-files.ts';
import { partSize, readStored, removePart } from './stored-files.ts';
import { transferMeter } from './transfer-meter.ts';

/** Progress of a first download: `sizeBytes` of all files, as far as each is known. */
export interface FirstDownloadProgress {
  readonly phase: 'downloading' | 'verifying';
  readonly receivedBytes: number;
  readonly sizeBytes: number;
  readonly bytesPerSecond: number | null;
}

type Options = Omit<ModelFilesOptions, 'tabs'> & { readonly pins: FilePins };

/**
 * Files whose size or hash nobody published. The first download records both on this device; from then on the file is
 * like any other, and what comes must be what came first.
 */
export class UnpinnedFiles {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The record with its files, where all were learned on an earlier visit. */
  known(model: ModelRecord): ModelRecord {
    return withPins(model, this.#options.pins);
  }

  /** Bytes of first downloads that are not whole yet. */
  async receivedBytes({ unpinned = [] }: ModelRecord): Promise<number> {
    let sum = 0;
    for (const file of unpinned) sum += await this.#bytesOf(file);
    return sum;
  }

  /** Deletes what came of first downloads. What was recorded stays. */
  async remove({ unpinned = [] }: ModelRecord): Promise<void> {
    const { directory } = this.#options;
    for (const file of unpinned) await removePart(directory, await standIn(file, 1));
  }

  /**
   * The record with its files: asks for sizes, and downloads each file whose hash is not known yet. Rejects as `askSize`
   * and `downloadFirst` do.
   */
  async learn(
    model: ModelRecord,
    { onProgress, signal }: { onProgress: (progress: FirstDownloadProgress) => void; signal: AbortSignal },
  ): Promise<ModelRecord> {
    const { pins, fetch } = this.#options;
    const { unpinned = [] } = model;
    for (const file of unpinned) {
      if (this.#sizeOf(file) !== null) continue;
      const sizeBytes = await askSize(file, this.#sources(file), { fetch, signal });
      await pins.note(file, { sizeBytes, sha256: file.sha256 });
    }
    const allBytes = unpinned.reduce((sum, file) => sum + (this.#sizeOf(file) ?? 0), 0);
    let before = 0;
    for (const file of unpinned) {
      const sizeBytes = this.#sizeOf(file) ?? 0;
      const here = before;
      const laterBytes = allBytes - before - sizeBytes;
      await this.#learnHash(file, sizeBytes, {
        ...{ laterBytes, signal },
        onProgress: (progress) =>
          onProgress({ ...progress, sizeBytes: allBytes, receivedBytes: here + progress.receivedBytes }),
      });
      before += sizeBytes;
    }
    return withPins(model, pins);
  }

  async #learnHash(
    file: UnpinnedFile,
    sizeBytes: number,
    {
      laterBytes,
      onProgress,
      signal,
    }: {
      laterBytes: number;
      onProgress: (progress: Omit<FirstDownloadProgress, 'sizeBytes'>) => void;
      signal: AbortSignal;
    },
  ): Promise<void> {
    const { directory, fetch, clock, freeBytes, exclusive, pins } = this.#options;
    const part = await standIn(file, sizeBytes);
    await exclusive(`kinglet-download-${part.sha256}`, signal, async () => {
      if (file.sha256 !== null || (pins.of(file)?.sha256 ?? null) !== null) return;
      const there = await partSize(directory, part);
      onProgress({ phase: 'downloading', receivedBytes: there, bytesPerSecond: null });
      const hash = await downloadFirst(part, this.#sources(file), {
        ...{ directory, fetch, freeBytes, laterBytes, signal },
        onProgress: transferMeter(clock, there, (receivedBytes, bytesPerSecond) =>
          onProgress({ phase: 'downloading', receivedBytes, bytesPerSecond }),
        ),
        onVerify: () => onProgress({ phase: 'verifying', receivedBytes: sizeBytes, bytesPerSecond: null }),
      });
      await pins.note(file, { sizeBytes, sha256: hash });
    });
  }

  #sources({ name, sources }: UnpinnedFile): readonly string[] {
    return [...this.#options.mirrors().map((base) => mirrorUrl(base, name)), ...sources];
  }

  #sizeOf(file: UnpinnedFile): number | null {
    return file.sizeBytes ?? this.#options.pins.of(file)?.sizeBytes ?? null;
  }

  async #bytesOf(file: UnpinnedFile): Promise<number> {
    const { directory, pins } = this.#options;
    const pin = pins.of(file);
    const hash = file.sha256 ?? pin?.sha256 ?? null;
    if (hash === null || pin === null) return partSize(directory, await standIn(file, 1));
    const stored = { sha256: hash, sizeBytes: pin.sizeBytes };
    return (await readStored(directory, stored)) ? pin.sizeBytes : partSize(directory, stored);
  }
}

/** The file under a name for its part, made of what tells it apart. */
async function standIn(file: UnpinnedFile, sizeBytes: number): Promise<ModelFile> {
  return { name: file.name, sizeBytes, sha256: await sha256(identityOf(file)), sources: file.sources };
}
