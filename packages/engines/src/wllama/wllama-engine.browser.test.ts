import type { Clock, Engine } from '@kinglet/spec';
import { engineContract } from '@kinglet/testkit';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { test } from 'vitest';
import { type LoadWllamaOptions, loadWllamaEngine } from './load-wllama-engine.ts';

const modelUrl = '/models/SmolLM2-135M-Instruct.Q4_1.gguf';

const clock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  id: () => crypto.randomUUID(),
  sleep: (durationMs, { signal }) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, durationMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};

async function modelBlob(): Promise<Blob | null> {
  const response = await fetch(modelUrl);
  return response.ok && response.headers.get('content-type') !== 'text/html' ? response.blob() : null;
}

function load(blob: Blob, options: Partial<LoadWllamaOptions> = {}): Promise<Engine> {
  return loadWllamaEngine({
    modelId: 'smollm2-135m-instruct-q4_1',
    blobs: [blob],
    wasmUrl,
    contextTokens: 1024,
    clock,
    signal: new AbortController().signal,
    ...options,
  });
}

const model = await modelBlob();
if (model === null) {
  const reason = `skipped: no model at public${modelUrl}; bring it in with the start command`;
  console.info(reason);
  test.skip(reason, () => {});
} else {
  // One engine for all rules: loading takes longer than most of them. One thread: two that wait for each other are
  // many times slower where the cores are shared.
  let engine: Engine | null = null;
  let unloaded = false;
  const makeEngine = async () => {
    if (engine === null || unloaded) engine = await load(model, { threads: 1 });
    unloaded = false;
    return engine;
  };
  engineContract(
    'wllama',
    async (scenario) => {
      const made = await makeEngine();
      unloaded = scenario.rule === 'E13';
      return made;
    },
    { timeoutMs: 120_000, release: async () => {} },
  );
}
