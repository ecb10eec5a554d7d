import { type AdapterInfo, type Clock, KingletError } from '@kinglet/spec';
import { type LoadedContextInfo, Wllama, WllamaError } from '@wllama/wllama/esm/index.js';
import type {
  CompletionChunk,
  CompletionParams,
  CompletionSession,
} from '../completion/completion-session.ts';
import { completionStream } from '../completion/completion-stream.ts';
import { Lifeline } from '../lifetime/lifeline.ts';
import { untilAborted } from '../lifetime/turn.ts';
import { CacheOwners } from './cache-owners.ts';
import { readCompletionChunk } from './completion-chunk.ts';
import type { GgufVocabulary } from './gguf-vocabulary.ts';
import { createNativeLog, type NativeLog } from './native-log.ts';
import { type WholeTokens, wholeTokens } from './whole-tokens.ts';

/** A specialist with its file, a LoRA in GGUF. Read while loading; not copied. */
export interface LoadedAdapter {
  readonly info: AdapterInfo;
  readonly blob: Blob;
}

export interface SessionOptions {
  readonly blobs: readonly Blob[];
  /** LoRA adapters, in the order of their numbers. */
  readonly adapters: readonly LoadedAdapter[];
  readonly vocabulary: GgufVocabulary;
  readonly wasmUrl: string;
  readonly contextTokens: number;
  readonly threads: number;
  readonly gpu: boolean;
  readonly clock: Clock;
  /** Running time without a sign of life after which the inner worker counts as lost. */
  readonly stallMs: number;
}

/**
 * A Wllama that fails where the bare one would wait for ever: when its inner worker breaks, hangs or is ended, all that
 * waits rejects with `engine-lost`, and it stays lost.
 */
export class WllamaSession implements CompletionSession {
  readonly #wllama: Wllama;
  readonly #log: NativeLog;
  readonly #life: Lifeline;
  readonly #adapterCount: number;
  readonly #cacheOwners = new CacheOwners();
  /** Null where there is no specialist, whose probabilities alone are asked for. */
  readonly #tokens: WholeTokens | null;

  private constructor({ adapters, vocabulary, wasmUrl, clock, stallMs }: SessionOptions) {
    this.#life = new Lifeline({ clock, stallMs, end: () => void this.#wllama.exit() });
    this.#adapterCount = adapters.length;
    this.#tokens = adapters.length === 0 ? null : wholeTokens(vocabulary);
    this.#log = createNativeLog({
      onLine: () => this.#life.beat(),
      onWorkerError: (message) => this.#life.lose(`The engine's worker broke: ${message}.`),
    });
    this.#wllama = new Wllama({ default: wasmUrl }, { logger: this.#log.logger });
  }

  /** Throws `engine-failed` where the model cannot be loaded; rejects with `signal.reason` when cancelled. */
  static async load(options: SessionOptions, { signal }: { signal: AbortSignal }): Promise<WllamaSession> {
    const session = new WllamaSession(options);
    try {
      await untilAborted(session.#life.watched(session.#load(options)), signal);
      return session;
    } catch (thrown) {
      session.end();
      signal.throwIfAborted();
      throw session.#loadError(options, thrown);
    }
  }

  async #load({ blobs, adapters, contextTokens, threads, gpu }: SessionOptions): Promise<void> {
    // A slice has no name: wllama would sort files by theirs.
    const files = [...blobs, ...adapters.map(({ blob }) => blob.slice())];
    await this.#wllama.loadModel(files, {
      ...(adapters.length === 0 ? {} : loraParams(blobs.length, files.length)),
      n_ctx: contextTokens,
      n_threads: threads,
      // One batch is what a cancel waits for; the GPU reads 512 in the time of a few. Flash attention slows WebAssembly down:
      // 55 against 38 ms a token after 240 tokens.
      ...(gpu ? {} : { n_gpu_layers: 0, n_batch: 64, n_ubatch: 64, flash_attn: false }),
      // One conversation at a time; llama.cpp keeps what the slot held before in memory and finds it again.
      n_parallel: 1,
      // An empty run brings a mapped file's pages in; nothing is mapped here, and the prompt that comes next does as much.
      warmup: false,
    });
    // wllama does not look at the outcome itself.
    if (!(this.facts.n_vocab > 0))
      throw new KingletError('engine-failed', 'The file is not a model that llama.cpp knows.');
  }

  #loadError({ blobs, adapters }: SessionOptions, cause: unknown): KingletError {
    const refused = this.#log.refusedAdapterFile;
    const id = refused === null ? undefined : adapters[refused - 1 - blobs.length]?.info.id;
    return new KingletError(
      'engine-failed',
      id === undefined
        ? `The model could not be loaded: ${messageOf(cause)} Reload the page, or choose a smaller model.`
        : `The specialist "${id}" could not be loaded: its file is damaged or made for another model. Remove it, or train it for this model.`,
      { cause },
    );
  }

  get facts(): LoadedContextInfo {
    return this.#wllama.getLoadedContextInfo();
  }

  get chatTemplate(): string | null {
    return this.#wllama.getChatTemplate();
  }

  get threads(): number {
    return this.#wllama.isMultithread() ? this.#wllama.getNumThreads() : 1;
  }

  /** Layers that really went to the GPU. */
  get gpuLayers(): number {
    return this.#log.gpuLayers;
  }

  get loss(): KingletError | null {
    return this.#life.loss;
  }

  complete(params: CompletionParams, { signal }: { signal: AbortSignal }) {
    return completionStream(
      (onChunk, stop) =>
        this.#life.watched(this.#complete(params, stop, onChunk)).catch((thrown: unknown) => {
          // A stop throws too, and is no crash.
          throw stop.aborted ? thrown : this.#name(thrown);
        }),
      { signal },
    );
  }

  async #complete(
    params: CompletionParams,
    stop: AbortSignal,
    onChunk: (chunk: CompletionChunk) => void,
  ): Promise<void> {
    this.#log.takeRequestError();
    const { adapter, ...others } = params;
    // llama.cpp takes more than wllama's types name.
    const serverParams: Record<string, unknown> = {
      ...others,
      ...this.#probabilityParams(params),
      lora: adapterScales(this.#adapterCount, adapter),
      cache_prompt: this.#adapterCount === 0 || this.#cacheOwners.admit(params.prompt, adapter),
      return_progress: true,
    };
    const options = {
      ...serverParams,
      prompt: params.prompt,
      stream: true as const,
      abortSignal: stop,
      onData: (data: unknown) => {
        this.#life.beat();
        if (!stop.aborted) onChunk(readCompletionChunk(data));
      },
    };
    await this.#wllama.createCompletion(options);
  }

  /**
   * What tells the tokens' probabilities. wllama breaks where one of them begins within a character: then no such token may
   * come, and where the prompt has characters that need them, no probability is told.
   */
  #probabilityParams({ prompt, n_probs = 0, logit_bias = [] }: CompletionParams) {
    if (n_probs === 0) return {};
    if (!this.#tokens?.covers(prompt)) return { n_probs: 0 };
    return { logit_bias: [...logit_bias, ...this.#tokens.partial.map((token) => [token, false] as const)] };
  }

  /** Names what a completion threw. A crash of the WebAssembly module is a loss. */
  #name(thrown: unknown): KingletError {
    if (thrown instanceof KingletError) return thrown;
    if (!(thrown instanceof WllamaError)) {
      return this.#life.lose(`The engine crashed: ${messageOf(thrown)}.`, thrown);
    }
    const error = this.#log.takeRequestError();
    const promptTokens = error?.['n_prompt_tokens'];
    if (error?.['type'] === 'exceed_context_size_error' && typeof promptTokens === 'number') {
      const contextTokens = this.facts.n_ctx;
      return new KingletError(
        'context-overflow',
        `The prompt has ${promptTokens} tokens and this model's context holds ${contextTokens}. Shorten the conversation or begin a new one.`,
        { details: { promptTokens, contextTokens }, cause: thrown },
      );
    }
    return new KingletError(
      'engine-failed',
      `The engine refused the request: ${thrown.message}. Try again, or reload the model.`,
      {
        cause: thrown,
      },
    );
  }

  /** Ends the inner worker and gives its memory back. */
  end(): void {
    this.#life.lose('The model was unloaded.');
  }
}

/**
 * Every adapter is named in every request: where the list is empty, llama.cpp turns them off and goes on from a cache that
 * the last one wrote.
 */
function adapterScales(count: number, on: number | undefined) {
  return Array.from({ length: count }, (_, id) => ({ id, scale: id === on ? 1 : 0 }));
}

/** wllama numbers all files alike, the model's first. */
function loraParams(first: number, count: number) {
  const digits = (value: number) => String(value).padStart(5, '0');
  const path = (index: number) => `models/model-${digits(index + 1)}-of-${digits(count)}.gguf`;
  return {
    lora_adapters: Array.from({ length: count - first }, (_, nth) => ({ path: path(first + nth), scale: 1 })),
    lora_init_without_apply: true,
  };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
