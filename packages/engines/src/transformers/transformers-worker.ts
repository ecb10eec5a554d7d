import {
  AutoModelForCausalLM,
  DynamicCache,
  env,
  LogLevel,
  type PreTrainedModel,
  Tensor,
} from '@huggingface/transformers';
import { expose, transfer } from 'comlink';
import { cropCache } from './crop-cache.ts';
import type { ModelHost, ModelHostOptions } from './model-host.ts';

/** Its folder, in the addresses that transformers.js asks for. */
const folder = '/model/';

let model: PreTrainedModel | null = null;
let cache = new DynamicCache();

const host: ModelHost = {
  async load({ files, wasmUrl, backend, threads }, onLost) {
    configure(files, { wasmUrl, threads });
    const onnx = Object.keys(files).find((path) => path.startsWith('onnx/') && path.endsWith('.onnx'));
    if (onnx === undefined) throw new Error('it has no file onnx/NAME.onnx');
    model = await AutoModelForCausalLM.from_pretrained('model', {
      device: backend,
      // The name says all: with this type, nothing is added to it.
      dtype: 'fp32',
      model_file_name: onnx.slice('onnx/'.length, -'.onnx'.length),
      use_external_data_format: `${onnx}_data` in files,
    });
    if (backend === 'webgpu') void watchDevice(onLost);
  },

  async forward(ids) {
    if (model === null) throw new Error('no model is loaded');
    const past = cache.get_seq_length();
    const output: unknown = await model.forward({
      input_ids: row(ids.map(BigInt)),
      attention_mask: row(new Array<bigint>(past + ids.length).fill(1n)),
      past_key_values: cache,
      num_logits_to_keep: new Tensor('int64', [1n], []),
    });
    const { logits, present } = readOutput(output);
    cache.update(present);
    const last = lastRow(logits);
    return transfer(last, [last.buffer]);
  },

  async crop(length) {
    cache = await cropCache(cache, length);
    return cache.get_seq_length();
  },
};

// A thread of ONNX Runtime starts from this very script.
if (!self.name.startsWith('em-pthread')) expose(host);

/** The model's files come from `files` only, ONNX Runtime's own from `wasmUrl`: nothing is asked of another host. */
function configure(
  files: ModelHostOptions['files'],
  { wasmUrl, threads }: { wasmUrl: string; threads: number },
): void {
  env.logLevel = LogLevel.ERROR;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = async (address: RequestInfo | URL) => {
    const path = String(address);
    const file = path.startsWith(folder) ? files[path.slice(folder.length)] : undefined;
    return file === undefined ? new Response(null, { status: 404 }) : new Response(file);
  };
  const { wasm } = env.backends.onnx;
  if (wasm === undefined) throw new Error('transformers.js has no WebAssembly backend here');
  wasm.wasmPaths = { wasm: wasmUrl };
  wasm.numThreads = threads;
}

async function watchDevice(onLost: (reason: string) => void): Promise<void> {
  const device: unknown = await env.backends.onnx.webgpu?.device;
  if (!(device instanceof GPUDevice)) return;
  const { message } = await device.lost;
  onLost(message);
}

/** One row of 64-bit integers, as the model takes them. */
function row(values: readonly bigint[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values), [1, values.length]);
}

/** The logits and, under the names of the inputs that they become, what belongs into the cache. */
function readOutput(output: unknown): { logits: Tensor; present: Record<string, Tensor> } {
  const tensors = Object.entries(output ?? {}).filter(
    (entry): entry is [string, Tensor] => entry[1] instanceof Tensor,
  );
  const logits = tensors.find(([name]) => name === 'logits')?.[1];
  if (logits === undefined) throw new Error('it gives no logits');
  const present = tensors.flatMap(([name, tensor]) =>
    name.startsWith('present') ? [[cacheName(name), tensor] as const] : [],
  );
  return { logits, present: Object.fromEntries(present) };
}

/** `present.0.key` becomes `past_key_values.0.key`; states of other kinds, `present_conv.0`, `past_conv.0`. */
function cacheName(name: string): string {
  return name.startsWith('present.')
    ? name.replace('present', 'past_key_values')
    : name.replace('present', 'past');
}

function lastRow(logits: Tensor): Float32Array<ArrayBuffer> {
  const { data } = logits.to('float32');
  const length = logits.dims.at(-1) ?? 0;
  return Float32Array.from(data.slice(data.length - length));
}
