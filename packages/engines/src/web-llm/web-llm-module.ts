/**
 * The part of `@mlc-ai/web-llm` that the adapter uses, so that a scripted module can stand in where there is no GPU.
 * The real module is assignable to it, which the compiler checks in `load-web-llm-engine.ts`.
 */
export interface WebLlmModule {
  readonly MLCEngine: new (config: {
    initProgressCallback?: (report: { readonly progress: number; readonly text: string }) => void;
    logLevel?: 'WARN';
  }) => MlcEngine;
}

export interface MlcEngine {
  reload(modelId: string, options: { context_window_size: number }): Promise<void>;
  unload(): Promise<void>;
  interruptGenerate(): Promise<void>;
  /** The whole reply so far, stop string cut off. Throws `ModelNotLoadedError` once the device is lost. */
  getMessage(): Promise<string>;
  readonly chat: {
    readonly completions: { create(request: MlcRequest): Promise<AsyncIterable<MlcChunk>> };
  };
}

export interface MlcMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface MlcRequest {
  messages: MlcMessage[];
  stream: true;
  stream_options: { include_usage: true };
  max_tokens: number;
  temperature: number;
  stop?: string[];
  response_format?: { type: 'grammar'; grammar: string };
  extra_body?: { enable_thinking: false };
}

export interface MlcChunk {
  readonly choices: readonly {
    readonly delta: { readonly content?: string | null };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

/**
 * Tokens in the KV cache. Its usage counts only newly prefilled prompt tokens, and how many the cache held before stands
 * nowhere in its public API; so this reads `LLMChatPipeline.filledKVCacheLength` (lib/index.js:11647), private in
 * TypeScript only. Null where a version has it no longer.
 */
export function kvCacheTokens(engine: MlcEngine, modelId: string): number | null {
  const { loadedModelIdToPipeline: pipelines } = engine as { loadedModelIdToPipeline?: unknown };
  const pipeline: unknown = pipelines instanceof Map ? pipelines.get(modelId) : undefined;
  const tokens = (pipeline as { filledKVCacheLength?: unknown } | undefined)?.filledKVCacheLength;
  return typeof tokens === 'number' ? tokens : null;
}
