import type { ModelFile } from '@kinglet/spec';
import { ModelManager } from '@wllama/wllama/esm/index.js';
import { wrap } from 'comlink';
import DownloadWorker from './download.worker.ts?worker';

/** Resolves once the file is stored by our own download. */
export async function downloadOurs(file: ModelFile): Promise<void> {
  await wrap<(file: ModelFile) => Promise<void>>(new DownloadWorker())(file);
}

/** Resolves once wllama's own loader has it. */
export async function downloadWllama({ sources: [url = ''] }: ModelFile): Promise<void> {
  await new ModelManager().downloadModel(url);
}

/**
 * Resolves once transformers.js has it in its cache, as the weights of a model whose other file is two bytes. Its bytes are no ONNX
 * model, so the load that follows fails.
 */
export async function downloadTransformers({ sources: [url = ''] }: ModelFile): Promise<void> {
  const { AutoModelForCausalLM, env } = await import('@huggingface/transformers');
  env.allowLocalModels = false;
  env.useWasmCache = false;
  // Its engine comes after the weights and is not needed: nobody shall be asked for it over the network.
  if (env.backends.onnx.wasm) env.backends.onnx.wasm.wasmPaths = new URL('none/', location.href).href;
  env.remoteHost = new URL(url).origin;
  env.fetch = async (address, init) =>
    String(address).endsWith('.onnx')
      ? fetch(url, init)
      : new Response(JSON.stringify({ model_type: 'llama' }));
  await AutoModelForCausalLM.from_pretrained('bench', { device: 'wasm', dtype: 'fp32' }).catch(() => {});
  await hasCached(env.cacheKey, ({ pathname }) => pathname.endsWith('.onnx'), new URL(url).origin);
}

/**
 * Resolves once web-llm has it in its cache. It keeps every file of a model by one cache class, one file at a time whole; what it
 * fetches before it looks for a GPU is the model's library, so the file goes by that name. Its bytes are no WebAssembly, so the load
 * that follows fails.
 */
export async function downloadWebLlm({ sources: [url = ''] }: ModelFile): Promise<void> {
  const { MLCEngine } = await import('@mlc-ai/web-llm');
  const model = new URL('/bench/resolve/main/', url).href;
  const configs = await caches.open('webllm/config');
  await configs.put(new URL('mlc-chat-config.json', model).href, new Response('{}'));
  const engine = new MLCEngine({
    appConfig: { model_list: [{ model, model_id: 'bench', model_lib: url }] },
    logLevel: 'SILENT',
  });
  await engine.reload('bench').catch(() => {});
  await hasCached('webllm/wasm', ({ href }) => href === url, new URL(url).origin);
}

/** Rejects where the cache has no such file of the origin: then the loader did something else than to fetch it. */
async function hasCached(name: string, isFile: (url: URL) => boolean, origin: string): Promise<void> {
  const keys = await (await caches.open(name)).keys();
  const isThere = keys.some(({ url }) => new URL(url).origin === origin && isFile(new URL(url)));
  if (!isThere) throw new Error(`the cache ${name} has not got the file`);
}
