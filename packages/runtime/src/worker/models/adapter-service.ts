import type { ByteSource } from '@kinglet/gguf';
import { type AdapterRecord, KingletError, type ModelRecord } from '@kinglet/spec';
import type { AdapterImport } from '../../shared/index.ts';
import { type ImportAdapterOptions, importAdapter, removeAdapter } from './import-adapter.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelService } from './model-service.ts';
import { type AdapterShop, baseHeader } from './supply-model.ts';

export interface AdapterServiceOptions {
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
  import(file: ByteSource, options: { replace: boolean; signal: AbortSignal }): Promise<AdapterImport>;
  /** @throws KingletError `invalid-input` where the user brought none with this id. */
  remove(id: string): Promise<void>;
}

export function createAdapterService({
  shop,
  files,
  models,
  freeBytes,
  idle,
}: AdapterServiceOptions): AdapterService {
  const options = (): Omit<ImportAdapterOptions, 'replace' | 'signal'> => ({
    models: models.records,
    ...shop,
    freeBytes,
    baseHeader: (model) => baseHeader(model, files),
  });
  function modelFor({ baseSha256 }: AdapterRecord): ModelRecord | undefined {
    return models.records.find(({ files: [file] }) => file?.sha256 === baseSha256);
  }
  async function putIntoForce(modelId: string): Promise<void> {
    await idle();
    await models.reload(modelId).catch(() => {}); // Its status tells.
  }
  return {
    async import(file, { replace, signal }) {
      const before = shop.shelf.records;
      const result = await importAdapter(file, { ...options(), replace, signal });
      if (result.outcome !== 'added') return result;
      await putIntoForce(result.modelId);
      // The one that it replaced may have been for another base, which goes on without.
      const replaced = before.find(({ id }) => id === result.id);
      const other = replaced && modelFor(replaced);
      if (other && other.id !== result.modelId) await putIntoForce(other.id);
      return result;
    },
    async remove(id) {
      const record = await removeAdapter(id, options());
      if (!record) {
        throw new KingletError(
          'invalid-input',
          `No specialist ${id} was imported here. Look at the list again.`,
        );
      }
      const model = modelFor(record);
      if (model) await putIntoForce(model.id);
    },
  };
}
