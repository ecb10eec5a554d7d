import type { ModelRecord } from '@kinglet/spec';
import { expect, it } from 'vitest';
import type { AdapterStatus } from '../../shared/index.ts';
import { modelCosts } from './model-costs.ts';

const model = { sizeBytes: 98, memoryBytes: 350 } as unknown as ModelRecord;

function adapter(change: Partial<AdapterStatus>): AdapterStatus {
  return { sizeBytes: 10, origin: 'catalogue', state: 'absent', ...change } as AdapterStatus;
}

it('counts specialists into the download, and a copy into disk and memory', () => {
  const adapters = [
    adapter({}),
    adapter({ sizeBytes: 5, state: 'stale' }),
    adapter({ origin: 'imported', sizeBytes: 7 }),
  ];
  expect(modelCosts(model, { copyBytes: 0, adapters: [] })).toEqual({
    downloadBytes: 98,
    diskBytes: 98,
    memoryBytes: 350,
  });
  expect(modelCosts(model, { copyBytes: 145, adapters })).toEqual({
    downloadBytes: 98 + 10 + 5,
    diskBytes: 98 + 10 + 5 + 7 + 145,
    memoryBytes: 350 + (145 - 98) + 10 + 7,
  });
});

it('knows nothing where the engine fetches by its own list', () => {
  const own = { ...model, sizeBytes: null, memoryBytes: null };
  expect(modelCosts(own, { copyBytes: 0, adapters: [] })).toEqual({
    downloadBytes: null,
    diskBytes: null,
    memoryBytes: null,
  });
});
