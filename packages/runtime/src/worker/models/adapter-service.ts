import { KingletError, type ModelRecord } from '@kinglet/spec';
import type { AdapterImport } from '../../shared/index.ts';
import { type ImportAdapterOptions, importAdapter, removeAdapter } from './import-adapter.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelService } from './model-service.ts';
import { type AdapterShop, baseHeader } from './supply-model.ts';

export interface AdapterServiceOptions {
  readonly catalogue: readonly ModelRecord[];
  readonly shop: AdapterShop;
  readonly files: ModelFiles;
  readonly models: ModelService;
  freeBytes(): Promise<number | null>;
  /** Resolves when no answer is being written: the engine is loaded anew only then. */
  idle(): Promise<void>;
}

/** Specialists that the user brings and takes away again. Each change comes into force by loading the model again. */
export interface AdapterService {
  /** Rejects as `importAdapter` does; a model that will not load again says so in its own status. */
  import(file: Blob, options: { replace: boolean }): Promise<AdapterImport>;
  /** @throws KingletError `invalid-input` where the user brought none with this id. */
  remove(id: string): Promise<void>;
}

export function createAdapterService({
  catalogue,
  shop,
  files,
  models,
  freeBytes,
  idle,
}: AdapterServiceOptions): AdapterService {
  const options: Omit<ImportAdapterOptions, 'replace' | 'signal'> = {
    models: catalogue,
    ...shop,
    freeBytes,
    baseHeader: (model) => baseHeader(model, files),
  };
  async function putIntoForce(modelId: string): Promise<void> {
    await idle();
    await models.reload(modelId).catch(() => {}); // Its status tells.
  }
  return {
    async import(file, { replace }) {
      const { signal } = new AbortController();
      const result = await importAdapter(file, { ...options, replace, signal });
      if (result.outcome === 'added') await putIntoForce(result.modelId);
      return result;
    },
    async remove(id) {
      const record = await removeAdapter(id, options);
      if (!record) {
        throw new KingletError(
          'invalid-input',
          `No specialist ${id} was imported here. Look at the list again.`,
        );
      }
      const model = catalogue.find(({ files: [file] }) => file?.sha256 === record.baseSha256);
      if (model) await putIntoForce(model.id);
    },
  };
}
