import { KingletError, type ModelRecord } from '@kinglet/spec';
import type { ModelStatus } from '../../shared/index.ts';

/** Of a model whose loading ended the last tab. */
export function crashError(): KingletError {
  return new KingletError(
    'engine-failed',
    'The page ended while this model was loading, probably for want of memory. Load a smaller one, or try it again.',
  );
}

/** Of an own model whose file is gone, or never came in whole: there is no source to fetch it from. */
export function lostFile({ name }: ModelRecord): KingletError {
  return new KingletError(
    'storage-denied',
    `The file of ${name} is not whole in the storage of this browser. Choose it again, or delete the model.`,
  );
}

/** Of a model that does not run on this device. */
export function unfitError({ model, fitReason }: Pick<ModelStatus, 'model' | 'fitReason'>): KingletError {
  return new KingletError('unsupported', `${model.name} ${fitReason}. Choose another model.`);
}
