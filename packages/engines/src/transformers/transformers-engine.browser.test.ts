import type { Engine } from '@kinglet/spec';
import { engineContract } from '@kinglet/testkit';
import { loadTinyLlama } from './testing/load-tiny-llama.ts';

const noAdapters = 'an ONNX session has no adapters beside its weights';

// One engine for all rules: loading takes longer than most of them.
let engine: Engine | null = null;
engineContract(
  'transformers',
  async ({ rule }) => {
    const made = engine ?? (await loadTinyLlama());
    engine = rule === 'E13' ? null : made;
    return made;
  },
  {
    skips: { E17: noAdapters, E18: noAdapters, E19: noAdapters },
    timeoutMs: 60_000,
    release: async () => {},
  },
);
