import { describe, expect, it } from 'vitest';
import type { ModelStatus } from '../../shared/index.ts';
import { largerModel } from './larger-model.ts';

function status(id: string, memoryBytes: number | null, change: Partial<ModelStatus> = {}): ModelStatus {
  const model = { id, memoryBytes, sizeBytes: null };
  const costs = { memoryBytes, downloadBytes: null, diskBytes: null };
  return { model, costs, fit: 'good', phase: 'stored', error: null, ...change } as unknown as ModelStatus;
}

describe('largerModel', () => {
  const small = status('small', 2, { phase: 'ready' });
  const idOf = (...others: readonly ModelStatus[]) =>
    largerModel([small, ...others], 'small')?.model.id ?? null;

  it('is the next larger one that is here', () => {
    expect(idOf(status('huge', 9), status('middle', 5), status('tiny', 1))).toBe('middle');
  });

  it.each([
    ['is not here', { phase: 'absent' }],
    ['is slow here', { fit: 'slow' }],
    ['broke before', { error: { code: 'engine-failed', message: '', details: {} } }],
  ] as const)('is none that %s', (_, change) => {
    expect(idOf(status('middle', 5, change as Partial<ModelStatus>))).toBeNull();
  });

  it('is none whose size nobody knows, and none for a model that nobody knows', () => {
    expect(idOf(status('strange', null))).toBeNull();
    expect(largerModel([status('middle', 5)], 'gone')).toBeNull();
  });
});
