import { supplyModel } from '../../scripts/supply-model.ts';
import { SkipError } from './benchmark.ts';

/** Brings the default model in as `pnpm start` does. Throws SkipError where no source gives it. */
export async function ensureModel(): Promise<void> {
  try {
    await supplyModel();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SkipError(`the default model is not there: ${reason}`, { cause: error });
  }
}
