import type { Engine } from '@kinglet/spec';
import { contractAdapters, engineContract } from '@kinglet/testkit';
import { SpiedWorker, spyOnWorkers } from '../lifetime/testing/spied-worker.ts';
import { crash } from './testing/crash.ts';
import { loadForTest, realModel } from './testing/real-model.ts';
import { tinyAdapter } from './testing/tiny-adapter.ts';

const model = await realModel();
if (model !== null) {
  spyOnWorkers();
  // One engine for all rules: loading takes longer than most of them.
  let engine: Engine | null = null;
  engineContract(
    'wllama',
    async ({ ends }) => {
      const adapters = contractAdapters.map((info, seed) => ({ info, blob: tinyAdapter({ seed }) }));
      const made = engine ?? (await loadForTest(model, { adapters }));
      engine = ends ? null : made;
      return made;
    },
    {
      timeoutMs: 180_000,
      release: async () => {},
      isGivenBack: () => SpiedWorker.made.every(({ isTerminated }) => isTerminated),
      loseDevice: crash,
    },
  );
}
