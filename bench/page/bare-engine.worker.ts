/// <reference types="vite/client" />
import { type LoadModelParams, Wllama } from '@wllama/wllama/esm/index.js';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { expose } from 'comlink';

/** One decode by wllama alone. */
export interface BareRun {
  readonly promptTokens: number;
  readonly tokensPerSecond: number;
}

/** One prefill of a whole prompt, and the decode after it. */
export interface FreshRun extends BareRun {
  readonly prefillTokensPerSecond: number;
}

/** wllama as its own documentation uses it, in a worker of its own. An adapter is named by its place, from 0. */
export interface BareEngine {
  /** Addresses of the model's file and of adapters for it. */
  load(
    [model, ...adapters]: readonly string[],
    options: { contextTokens: number; threads: number; params?: LoadModelParams },
  ): Promise<void>;
  /** Decodes exactly `tokens` tokens; the clock runs from the end of the prefill to the last token. */
  decode(prompt: string, tokens: number): Promise<BareRun>;
  /** The same without anything kept of earlier prompts; the prefill's clock runs from the call. */
  afresh(prompt: string, tokens: number, adapter?: number): Promise<FreshRun>;
  /** Goes on from a text with the one adapter on and what is kept of earlier ones; 0 tokens: it is only read. */
  goOn(prompt: string, options: GoOnOptions): Promise<Continuation>;
}

export interface GoOnOptions {
  readonly tokens: number;
  /** GBNF. */
  readonly grammar?: string;
  /** The reply ends before any of these. */
  readonly stop?: readonly string[];
}

export interface Continuation {
  readonly text: string;
  readonly tokens: number;
}

let wllama: Wllama | null = null;
let adapterCount = 0;

const api: BareEngine = {
  async load(urls, { contextTokens, threads, params = {} }) {
    const blobs = await Promise.all(urls.map(async (url) => (await fetch(url)).blob()));
    adapterCount = blobs.length - 1;
    wllama = new Wllama({ default: new URL(wasmUrl, location.href).href }, { suppressNativeLog: true });
    await wllama.loadModel(blobs, {
      ...{ n_ctx: contextTokens, n_threads: threads, n_gpu_layers: 0, ...params },
      ...(adapterCount === 0 ? {} : { lora_adapters: adapterFiles(), lora_init_without_apply: true }),
    });
  },
  decode: (prompt, tokens) => completed(prompt, { tokens, keepsCache: true }),
  afresh: (prompt, tokens, adapter) => completed(prompt, { tokens, keepsCache: false, adapter }),
  async goOn(prompt, { tokens, grammar, stop = [] }) {
    if (wllama === null) throw new Error('load first');
    let text = '';
    let count = 0;
    await wllama.createCompletion({
      ...{
        prompt,
        n_predict: tokens,
        temperature: 0,
        stop: [...stop],
        cache_prompt: true,
        stream: true as const,
      },
      ...{ lora: [{ id: 0, scale: 1 }], ...(grammar === undefined ? {} : { grammar }) },
      onData: (chunk: unknown) => {
        const { choices, usage } = chunk as Chunk;
        text += choices?.[0]?.text ?? '';
        count = usage?.completion_tokens ?? count;
      },
    });
    return { text, tokens: count };
  },
};

async function completed(
  prompt: string,
  { tokens, keepsCache, adapter }: { tokens: number; keepsCache: boolean; adapter?: number | undefined },
): Promise<FreshRun> {
  if (wllama === null) throw new Error('load first');
  const calledMs = performance.now();
  let startMs: number | null = null;
  let promptTokens = 0;
  await wllama.createCompletion({
    ...{ prompt, n_predict: tokens, temperature: 0, stop: [], ignore_eos: true, repeat_penalty: 1.1 },
    ...{ cache_prompt: keepsCache, return_progress: true, stream: true as const },
    ...{ lora: Array.from({ length: adapterCount }, (_, id) => ({ id, scale: id === adapter ? 1 : 0 })) },
    onData: (chunk: unknown) => {
      const { prompt_progress: progress, usage } = chunk as Chunk;
      if (progress === undefined || progress.processed === progress.total) startMs ??= performance.now();
      promptTokens = usage?.prompt_tokens ?? promptTokens;
    },
  });
  const prefilledMs = startMs ?? Number.NaN;
  return {
    promptTokens,
    prefillTokensPerSecond: (promptTokens * 1000) / (prefilledMs - calledMs),
    tokensPerSecond: (tokens * 1000) / (performance.now() - prefilledMs),
  };
}

/** wllama numbers all files alike, the model's first. */
function adapterFiles() {
  const digits = (value: number) => String(value).padStart(5, '0');
  return Array.from({ length: adapterCount }, (_, nth) => ({
    path: `models/model-${digits(nth + 2)}-of-${digits(adapterCount + 1)}.gguf`,
    scale: 1,
  }));
}

/** What is read of llama.cpp's completion chunks. */
interface Chunk {
  readonly prompt_progress?: { readonly processed: number; readonly total: number };
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
  readonly choices?: readonly { readonly text?: string }[];
}

expose(api);
