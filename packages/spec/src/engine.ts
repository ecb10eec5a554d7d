import type { AdapterInfo } from './adapter.ts';
import type { JsonSchema } from './json.ts';
import type { Message, RawToolCall } from './message.ts';
import type { ArgumentSpans, ToolDefinition } from './tool.ts';

export type EngineId = 'wllama' | 'web-llm' | 'transformers' | 'built-in' | 'remote' | 'scripted';

/** What really ran the model: WebAssembly on the CPU, WebGPU, the browser by itself, or a server over HTTP. */
export type Backend = 'wasm' | 'webgpu' | 'browser' | 'http';

export type Place = 'device' | 'remote';

/** Facts of a loaded engine. */
export interface EngineInfo {
  readonly engine: EngineId;
  readonly modelId: string;
  readonly place: Place;
  readonly backend: Backend;
  /** CPU threads that really run; 0 where that is not known or has no meaning. */
  readonly threads: number;
  /** Prompt and reply together, in tokens. */
  readonly contextTokens: number;
  /** Host of the endpoint for a remote engine, else absent. */
  readonly host?: string;
  /**
   * `multi-turn` (default): sees the transcript with tools and their results and goes on from there. `single-turn`: for
   * models too small for that; with tools, it only maps the latest user message to one call or to none (an empty reply that
   * ends with `stop`), and text comes from a request without tools.
   */
  readonly toolUse?: 'single-turn' | 'multi-turn';
  /** Specialists that are loaded beside the model; a request names one. */
  readonly adapters?: readonly AdapterInfo[];
}

/** One model call. */
export interface GenerateRequest {
  /**
   * The whole transcript, system message first. Engines reuse what their KV cache holds of it. With tools, a single-turn
   * engine gets the user's message alone, and for the prefill of its prefix none.
   */
  readonly messages: readonly Message[];
  /** Sorted by name. Empty: text only. */
  readonly tools: readonly ToolDefinition[];
  /** `auto`: text or a call; `none`: text; `required`: a call. Default `auto`. */
  readonly toolChoice?: 'auto' | 'none' | 'required';
  /**
   * The calls that this step may make: tool name to the values its arguments may have. The prompt still shows all `tools`, so
   * that its prefix holds; the grammar allows no more than this. Absent: every tool, any arguments that fit its schema.
   * Engines without a grammar ignore it.
   */
  readonly allowed?: Readonly<Record<string, ArgumentSpans>>;
  /** The reply is JSON that fits this schema; not together with tools. */
  readonly schema?: JsonSchema;
  /** Upper bound of the reply, in tokens. */
  readonly maxTokens: number;
  /** 0 is greedy. Default 0. */
  readonly temperature?: number;
  /** Text that ends the reply and is not part of it. */
  readonly stop?: readonly string[];
  /**
   * Id of a specialist (LoRA adapter) beside the base model. It maps the latest message to calls, or to none: an empty reply
   * that ends with `stop`. A text of its is a question to the user or, after results, the answer. It sees `messages` without
   * a system text; a `bare` one sees no `tools`, which must be those that it knows.
   */
  readonly adapter?: string;
}

/** Exact counts from the engine's own counters, unless `estimated` says otherwise. */
export interface Usage {
  /** The whole prompt, reused part included. */
  readonly promptTokens: number;
  /** Of the prompt, what the KV cache held already; null where the engine does not tell. */
  readonly reusedTokens: number | null;
  readonly completionTokens: number;
  /** Set where a server gave no counts: about four characters a token. Show such numbers as estimates. */
  readonly estimated?: true;
}

/**
 * Why a reply ended. `stop`: the model's own end or a stop string; `tool-call`: it called a tool;
 * `length`: `maxTokens`; `content-filter`: a server withheld it; `hand-on`: a specialist says that the step wants
 * something that its tools cannot do.
 */
export type FinishReason = 'stop' | 'tool-call' | 'length' | 'content-filter' | 'hand-on';

/** How probable a call's parts were to the model itself, each from 0 to 1: the product over the tokens of that part. */
export interface CallProbability {
  /** Of the tool's name. */
  readonly name: number;
  /** Of each argument's value, in the order in which they were written; what stands between them does not count. */
  readonly arguments: readonly number[];
  /** Tokens of the whole call. */
  readonly tokens: number;
}

/** In order: `prefill-end` once, then deltas and calls, then `decode-end` once. */
export type EngineEvent =
  | { readonly type: 'prefill-end'; readonly durationMs: number }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'tool-call'; readonly call: RawToolCall }
  | {
      readonly type: 'decode-end';
      readonly finishReason: FinishReason;
      readonly usage: Usage;
      /** A specialist's calls are not all: it wants to go on from their results. */
      readonly continues?: true;
      /** Probability of the reply by the model's own token probabilities, from 0 to 1; absent where the engine gives none. */
      readonly confidence?: number;
      /** The same of each call's parts, in the order of the calls; absent where the engine gives none. */
      readonly callProbabilities?: readonly CallProbability[];
    };

/**
 * Runs one model. One generation at a time.
 *
 * `generate` and `prefill` throw KingletError (`context-overflow`, `engine-failed`, `engine-lost`, `remote-*`, `network`,
 * `interrupted`, `timeout`), and reject with `signal.reason` when cancelled; after a cancel the engine can be used again.
 */
export interface Engine {
  readonly info: EngineInfo;
  generate(request: GenerateRequest, options: { signal: AbortSignal }): AsyncIterable<EngineEvent>;
  /** Puts the request's prompt into the KV cache without decoding; a hint, absent where it has no meaning. */
  prefill?(request: GenerateRequest, options: { signal: AbortSignal }): Promise<void>;
  /** Gives all memory back; after it, `generate` throws `engine-lost`. */
  unload(): Promise<void>;
}
