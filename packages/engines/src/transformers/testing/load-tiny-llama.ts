import type { Engine } from '@kinglet/spec';
import { realClock } from '@kinglet/testkit';
import { tinyLlama } from '@kinglet/testkit/tiny-llama';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { type LoadTransformersOptions, loadTransformersEngine } from '../load-transformers-engine.ts';
import workerUrl from '../transformers-worker.ts?worker&url';

export const tinyFiles = Object.fromEntries(
  Object.entries(tinyLlama()).map(([path, bytes]) => [path, new Blob([bytes])]),
);

export const assets = {
  workerUrl: new URL(workerUrl, location.href).href,
  wasmUrl: new URL(wasmUrl, location.href).href,
};

/** On WebAssembly with one thread, since two that wait for each other are many times slower where cores are shared. */
export function loadTinyLlama(options: Partial<LoadTransformersOptions> = {}): Promise<Engine> {
  return loadTransformersEngine({
    modelId: 'tiny-llama',
    files: tinyFiles,
    assets,
    contextTokens: 512,
    threads: 1,
    gpu: 'off',
    clock: realClock,
    signal: new AbortController().signal,
    ...options,
  });
}
