import { KingletError } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import type { ModelStatus } from '../../shared/index.ts';
import { offerRemovals } from './offer-removals.ts';

function status(id: string, phase: ModelStatus['phase'], diskBytes: number | null = 50e6): ModelStatus {
  return {
    model: {
      ...{ id, name: id.toUpperCase(), engine: 'wllama', licence: null, sizeBytes: null, memoryBytes: null },
      ...{ contextTokens: 1, files: [], requires: [], summary: '' },
    },
    ...{ fit: 'good', fitReason: '', speed: null, backend: null },
    ...{ phase, costs: { downloadBytes: null, diskBytes, memoryBytes: null } },
    ...{ receivedBytes: 0, bytesPerSecond: null, preparedShare: null, unpreparedReason: null, adapters: [] },
    ...{ engine: null, error: null, memoryOnly: false },
  };
}

const full = new KingletError('quota-exceeded', 'Too small.', { details: { neededBytes: 1 } });
const lastUse: Readonly<Record<string, number>> = { a: 40, b: 10, c: 30, d: 20 };
const uses = { lastUsedMs: (id: string) => lastUse[id] ?? 0, note: async () => {} };

describe('offerRemovals', () => {
  it('names three stored models with their sizes, the one unused for longest first', () => {
    const statuses = ['a', 'b', 'c', 'd'].map((id) => status(id, 'stored'));
    const error = offerRemovals(full, { statuses, uses, wantedId: null });
    expect(error).toMatchObject({ code: 'quota-exceeded', details: { neededBytes: 1 } });
    expect(error.message).toBe(
      'Too small. Unused for longest: B (50 MB), D (50 MB), C (50 MB). You can delete them under Models.',
    );
  });

  it('names neither the wanted one nor one that runs, is not whole, or takes nobody knows what', () => {
    const statuses = [
      status('a', 'stored'),
      status('b', 'ready'),
      status('c', 'paused'),
      status('d', 'stored', null),
    ];
    expect(offerRemovals(full, { statuses, uses, wantedId: 'a' })).toBe(full);
  });

  it('leaves other errors as they are', () => {
    const error = new KingletError('storage-denied', 'Denied.');
    expect(offerRemovals(error, { statuses: [status('a', 'stored')], uses, wantedId: null })).toBe(error);
  });
});
