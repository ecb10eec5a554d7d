/// <reference types="vite/client" />
import { loadWllamaEngine } from '@kinglet/engines';
import { systemClock } from '@kinglet/runtime/worker/system-clock';
import type {
  AdapterInfo,
  ArgumentSpans,
  CallProbability,
  Engine,
  Message,
  RawToolCall,
  ToolDefinition,
} from '@kinglet/spec';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { expose } from 'comlink';

/** Addresses of the files, and what to make of them. */
export interface RowEngineOptions {
  readonly baseUrl: string;
  readonly adapterUrl: string;
  readonly adapter: AdapterInfo;
  readonly contextTokens: number;
}

export interface RowRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly ToolDefinition[];
  readonly allowed?: Readonly<Record<string, ArgumentSpans>>;
  readonly maxTokens: number;
}

/** `failure`: what the engine threw. */
export interface RowAnswer {
  readonly calls: readonly RawToolCall[];
  readonly callProbabilities: readonly CallProbability[];
  readonly text: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly durationMs: number;
  readonly failure: string | null;
}

export interface RowEngine {
  load(options: RowEngineOptions): Promise<void>;
  answer(request: RowRequest): Promise<RowAnswer>;
}

let loaded: { readonly engine: Engine; readonly adapter: string } | null = null;

const api: RowEngine = {
  async load({ baseUrl, adapterUrl, adapter, contextTokens }) {
    const engine = await loadWllamaEngine({
      modelId: 'evaluated',
      blobs: [await blobOf(baseUrl)],
      adapters: [{ info: adapter, blob: await blobOf(adapterUrl) }],
      wasmUrl: new URL(wasmUrl, location.href).href,
      contextTokens,
      toolUse: 'single-turn',
      gpu: 'off',
      clock: systemClock,
      signal: new AbortController().signal,
    });
    loaded = { engine, adapter: adapter.id };
  },

  async answer(request) {
    if (loaded === null) throw new Error('load first');
    const { engine, adapter } = loaded;
    const startMs = performance.now();
    const calls: RawToolCall[] = [];
    let text = '';
    let usage = { promptTokens: 0, completionTokens: 0 };
    let callProbabilities: readonly CallProbability[] = [];
    let failure: string | null = null;
    const { signal } = new AbortController();
    try {
      for await (const event of engine.generate({ ...request, adapter }, { signal })) {
        if (event.type === 'tool-call') calls.push(event.call);
        if (event.type === 'text-delta') text += event.text;
        if (event.type !== 'decode-end') continue;
        usage = event.usage;
        callProbabilities = event.callProbabilities ?? [];
      }
    } catch (thrown) {
      failure = thrown instanceof Error ? thrown.message : String(thrown);
    }
    return { calls, callProbabilities, text, ...usage, durationMs: performance.now() - startMs, failure };
  },
};

async function blobOf(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response.blob();
}

expose(api);
