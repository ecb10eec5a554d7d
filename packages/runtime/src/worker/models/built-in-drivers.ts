import {
  loadTransformersEngine,
  loadWebLlmEngine,
  loadWllamaEngine,
  type TransformersAssets,
} from '@kinglet/engines';
import type { Clock, ModelRecord } from '@kinglet/spec';
import type { PageModel } from '../../shared/index.ts';
import type { EngineDrivers } from './engine-drivers.ts';
import { modelFolder } from './model-folder.ts';
import { loadPageEngine } from './page-engine.ts';

/** The engines that a catalogue can name: one entry each. */
export function builtInDrivers({
  wasmUrl,
  transformers,
  clock,
  page,
  threads,
}: {
  wasmUrl: string;
  transformers: TransformersAssets;
  clock: Clock;
  page: PageModel;
  /** Of WebAssembly, where not all that the device has can be used. */
  threads?: number;
}): EngineDrivers {
  return {
    wllama: {
      origins: [new URL(wasmUrl).origin],
      load: ({ model: { id, contextTokens, toolUse = 'multi-turn' }, files, adapters, backend, signal }) =>
        loadWllamaEngine({
          modelId: id,
          blobs: files,
          adapters,
          wasmUrl,
          contextTokens,
          toolUse,
          gpu: backend === 'wasm' ? 'off' : 'auto',
          clock,
          signal,
          ...(threads === undefined ? {} : { threads }),
        }),
    },
    'web-llm': {
      origins: ['https://huggingface.co', 'https://raw.githubusercontent.com'],
      load: ({ model, signal, onProgress }) =>
        loadWebLlmEngine({
          modelId: model.id,
          engineModelId: webLlmId(model),
          contextTokens: model.contextTokens,
          clock,
          signal,
          onProgress: ({ fraction }) => onProgress(fraction),
        }),
      remove: removeFromWebLlmCache,
    },
    transformers: {
      origins: [new URL(transformers.wasmUrl).origin],
      load: ({ model, files, backend, signal }) =>
        loadTransformersEngine({
          modelId: model.id,
          files: modelFolder(model, files),
          assets: transformers,
          contextTokens: model.contextTokens,
          toolUse: model.toolUse,
          gpu: backend === 'wasm' ? 'off' : 'auto',
          clock,
          signal,
        }),
    },
    'built-in': { origins: [], load: (context) => loadPageEngine(page, context) },
  };
}

function webLlmId({ engineModelId, id }: ModelRecord): string {
  return engineModelId ?? id;
}

/** web-llm keeps its files in caches whose names begin with `webllm/`, under addresses that contain the model's id. */
async function removeFromWebLlmCache(model: ModelRecord): Promise<void> {
  for (const name of await caches.keys()) {
    if (!name.startsWith('webllm/')) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (request.url.includes(`/${webLlmId(model)}/`)) await cache.delete(request);
    }
  }
}
