import type { ModelRecord } from '@kinglet/spec';
import type { AdapterStatus, ModelCosts } from '../../shared/index.ts';

const unusable: readonly AdapterStatus['state'][] = ['missing', 'stale', 'refused'];

/**
 * What a model takes. `copyBytes` is the size of the prepared copy that is there, or that will be made; 0 where none is:
 * it is loaded in place of the file it was made of.
 */
export function modelCosts(
  { sizeBytes, memoryBytes }: ModelRecord,
  { copyBytes, adapters }: { copyBytes: number; adapters: readonly AdapterStatus[] },
): ModelCosts {
  const loadedBytes = sum(adapters.filter(({ state }) => !unusable.includes(state)));
  const grownBytes = copyBytes === 0 || sizeBytes === null ? 0 : copyBytes - sizeBytes;
  const neededBytes = memoryBytes === null ? null : memoryBytes + grownBytes + loadedBytes;
  if (sizeBytes === null) return { downloadBytes: null, diskBytes: null, memoryBytes: neededBytes };
  const downloadBytes = sizeBytes + sum(adapters.filter(({ origin }) => origin === 'catalogue'));
  const importedBytes = sum(adapters.filter(({ origin }) => origin === 'imported'));
  return { downloadBytes, diskBytes: downloadBytes + importedBytes + copyBytes, memoryBytes: neededBytes };
}

function sum(adapters: readonly AdapterStatus[]): number {
  return adapters.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0);
}
