import { loadTransformersEngine, loadWllamaEngine } from '@kinglet/engines';
import type { ModelRecord } from '@kinglet/spec';
import { fakeClock, say, scriptedEngine } from '@kinglet/testkit';
import { expect, it, vi } from 'vitest';
import type { PageModel } from '../../shared/index.ts';
import { builtInDrivers } from './built-in-drivers.ts';

vi.mock('@kinglet/engines', () => ({
  loadWllamaEngine: vi.fn(),
  loadTransformersEngine: vi.fn(),
  loadWebLlmEngine: vi.fn(),
}));

const assets = {
  workerUrl: 'https://kinglet.example/worker.js',
  wasmUrl: 'https://kinglet.example/onnx.wasm',
};
const drivers = builtInDrivers({
  ...{ wasmUrl: 'https://kinglet.example/wllama.wasm', transformers: assets },
  ...{ clock: fakeClock(), page: {} as PageModel },
});
const model = { id: 'tiny', engine: 'wllama', files: [], contextTokens: 128 } as unknown as ModelRecord;

it.each([
  ['wllama', loadWllamaEngine],
  ['transformers', loadTransformersEngine],
] as const)(
  'keeps %s off the graphics card where the processor was chosen, and only there',
  async (engine, load) => {
    vi.mocked(load).mockImplementation(async () => scriptedEngine(() => say('hello')));
    for (const backend of ['wasm', 'webgpu', null] as const) {
      const { signal } = new AbortController();
      await drivers[engine].load({ model, files: [], adapters: [], backend, onProgress: () => {}, signal });
    }
    expect(vi.mocked(load).mock.calls.map(([options]) => options.gpu)).toEqual(['off', 'auto', 'auto']);
  },
);
