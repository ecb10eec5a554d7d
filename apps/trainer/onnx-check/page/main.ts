/// <reference types="vite/client" />
import {
  AutoModelForCausalLM,
  AutoTokenizer,
  env,
  type PreTrainedTokenizer,
  Tensor,
} from '@huggingface/transformers';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** What one prompt gave. */
export interface Answer {
  /** Of the prompt, as transformers.js tokenises it. */
  readonly ids: readonly number[];
  readonly reply: string;
  readonly newTokens: number;
  readonly ms: number;
}

/** Loads the model at `/exported/` and answers each prompt by the likeliest tokens. */
async function answers(
  prompts: readonly string[],
  maxNewTokens: number,
  device: 'wasm' | 'webgpu',
): Promise<readonly Answer[]> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = '/';
  env.useBrowserCache = false;
  const { wasm } = env.backends.onnx;
  if (wasm === undefined) throw new Error('transformers.js has no WebAssembly backend here.');
  wasm.wasmPaths = { wasm: wasmUrl };
  const tokenizer = await AutoTokenizer.from_pretrained('exported');
  const model = await AutoModelForCausalLM.from_pretrained('exported', { device, dtype: 'q4' });
  const found: Answer[] = [];
  for (const prompt of prompts) {
    const ids = tokenizer.encode(prompt, { add_special_tokens: false });
    const startMs = performance.now();
    const output = await model.generate({
      inputs: row(ids, BigInt),
      attention_mask: row(ids, () => 1n),
      do_sample: false,
      max_new_tokens: maxNewTokens,
    });
    const ms = performance.now() - startMs;
    found.push({ ids, ms, ...replyOf(output, ids.length, tokenizer) });
  }
  return found;
}

/** One row of 64-bit integers, as the model takes them. */
function row(ids: readonly number[], value: (id: number) => bigint): Tensor {
  return new Tensor('int64', BigInt64Array.from(ids, value), [1, ids.length]);
}

function replyOf(output: unknown, promptLength: number, tokenizer: PreTrainedTokenizer) {
  if (!(output instanceof Tensor)) throw new Error('The model gave no tokens.');
  const tokens = Array.from(output.data as BigInt64Array, Number).slice(promptLength);
  return { reply: tokenizer.decode(tokens, { skip_special_tokens: true }).trim(), newTokens: tokens.length };
}

const actions = { answers };

/** What the check's page can do. `run.ts` calls it by name. */
type Actions = typeof actions;

declare global {
  var onnxCheck: Actions;
}

globalThis.onnxCheck = actions;
