import type { Engine } from '@kinglet/spec';
import { engineContract } from '@kinglet/testkit';
import { innerWorker, SpiedWorker, spyOnWorkers } from '../lifetime/testing/spied-worker.ts';
import { loadTinyLlama } from './testing/load-tiny-llama.ts';

const noAdapters = 'an ONNX session has no adapters beside its weights';

spyOnWorkers();
// One engine for all rules: loading takes longer than most of them.
let engine: Engine | null = null;
engineContract(
  'transformers',
  async ({ ends }) => {
    const made = engine ?? (await loadTinyLlama());
    engine = ends ? null : made;
    return made;
  },
  {
    skips: { E17: noAdapters, E18: noAdapters, E19: noAdapters },
    timeoutMs: 60_000,
    release: async () => {},
    isGivenBack: () => SpiedWorker.made.every(({ isTerminated }) => isTerminated),
    // As a worker that runs out of memory ends. A GPU's own loss is in webgpu.browser.test.ts.
    loseDevice: () => innerWorker().dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })),
  },
);
