import type { Engine } from '@kinglet/spec';
import { realClock } from '@kinglet/testkit';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { test } from 'vitest';
import { type LoadWllamaOptions, loadWllamaEngine } from '../load-wllama-engine.ts';

const modelUrl = '/models/SmolLM2-135M-Instruct.Q4_1.gguf';

/** The default model's file, or null with the reason printed and shown as a skipped test. */
export async function realModel(): Promise<Blob | null> {
  const response = await fetch(modelUrl);
  if (response.ok && response.headers.get('content-type') !== 'text/html') return response.blob();
  const reason = `skipped: no model at public${modelUrl}; pnpm start brings it in`;
  console.info(reason);
  test.skip(reason, () => {});
  return null;
}

/** Loads for a test: one thread, since two that wait for each other are many times slower where cores are shared. */
export function loadForTest(blob: Blob, options: Partial<LoadWllamaOptions> = {}): Promise<Engine> {
  return loadWllamaEngine({
    modelId: 'smollm2-135m-instruct-q4_1',
    blobs: [blob],
    wasmUrl,
    contextTokens: 1024,
    threads: 1,
    clock: realClock,
    signal: new AbortController().signal,
    ...options,
  });
}
