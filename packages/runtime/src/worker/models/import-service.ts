import { generalType, readHeader } from '@kinglet/gguf';
import { type Clock, KingletError } from '@kinglet/spec';
import type { FileImport, ImportProgress, UserFile } from '../../shared/index.ts';
import type { DeviceFacts } from '../device-facts.ts';
import type { AdapterService } from './adapter-service.ts';
import { importModel } from './import-model.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelService } from './model-service.ts';
import type { ModelShelf } from './model-shelf.ts';
import { fileChanged } from './store-file.ts';
import { transferMeter } from './transfer-meter.ts';

export interface ImportServiceOptions {
  readonly adapters: AdapterService;
  readonly models: ModelService;
  readonly files: ModelFiles;
  readonly shelf: ModelShelf;
  readonly device: DeviceFacts;
  readonly clock: Clock;
  /** Null once the import has ended. */
  onProgress(progress: ImportProgress | null): void;
}

/** Files that the user brings: their headers tell what they are. */
export interface ImportService {
  /**
   * One at a time. Rejects as `importAdapter` and `importModel` do; resolves too where it is cancelled.
   *
   * @throws KingletError `invalid-input` where another import runs.
   */
  import(file: UserFile, options: { replace: boolean }): Promise<FileImport>;
  /** Nothing happens where none runs. */
  cancel(): void;
}

export function createImportService({
  adapters,
  models,
  files,
  shelf,
  device,
  clock,
  onProgress,
}: ImportServiceOptions): ImportService {
  let running: AbortController | null = null;

  async function bring(file: UserFile, replace: boolean, signal: AbortSignal): Promise<FileImport> {
    const header = await readHeader(file, { signal }).catch((thrown: unknown) => {
      throw thrown instanceof KingletError ? thrown : fileChanged(thrown);
    });
    if (generalType(header) === 'adapter') return adapters.import(file, { replace, signal });
    const { result, record } = await importModel(file, header, {
      ...{ models: models.records, files, shelf, device, signal },
      onProgress: phaseMeter(file, { clock, onProgress }),
    });
    await models.show(record);
    return result;
  }

  return {
    async import(file, { replace }) {
      if (running) {
        throw new KingletError(
          'invalid-input',
          'Another file is being imported. Wait until it is here, or cancel it, and try again.',
        );
      }
      running = new AbortController();
      const { signal } = running;
      try {
        return await bring(file, replace, signal);
      } catch (thrown) {
        if (signal.aborted) return { outcome: 'cancelled' };
        throw thrown instanceof KingletError ? models.withOffers(thrown, null) : thrown;
      } finally {
        running = null;
        onProgress(null);
      }
    },
    cancel: () => running?.abort(),
  };
}

/** Tells of the start of each phase at once, and of its bytes as a transfer. */
function phaseMeter(
  { name, size: sizeBytes }: UserFile,
  { clock, onProgress }: Pick<ImportServiceOptions, 'clock' | 'onProgress'>,
): (phase: ImportProgress['phase'], doneBytes: number) => void {
  let present: ImportProgress['phase'] | null = null;
  let meter: (doneBytes: number) => void = () => {};
  return (phase, doneBytes) => {
    const tell = (done: number, bytesPerSecond: number | null) =>
      onProgress({ name, phase, doneBytes: done, sizeBytes, bytesPerSecond });
    if (phase === present) return meter(doneBytes);
    present = phase;
    meter = transferMeter(clock, doneBytes, tell);
    tell(doneBytes, null);
  };
}
