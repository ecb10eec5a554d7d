import type { KingletError } from '@kinglet/spec';

/** Parameters of one completion, in the words of llama.cpp's server; https://github.com/ggml-org/llama.cpp/tree/master/tools/server. */
export interface CompletionParams {
  readonly prompt: string;
  /** 0: the prompt is only read. */
  readonly n_predict: number;
  readonly temperature: number;
  readonly stop: readonly string[];
  readonly grammar?: string;
  /** Added to a token's logit, at every position. */
  readonly logit_bias?: readonly (readonly [token: number, bias: number])[];
  /** Divides the logits of the last 64 tokens; 1 is off. */
  readonly repeat_penalty?: number;
  /** Number of the adapter that is on; absent: none is. */
  readonly adapter?: number;
  /** Above 0: tokens come with their log probabilities, of the model's own distribution, where the engine can tell them. Comes with an adapter only. */
  readonly n_probs?: number;
}

/** One piece of a completion's stream. */
export type CompletionChunk =
  /** The prompt is being read; `processed` counts what the cache held too. */
  | { readonly type: 'progress'; readonly processed: number; readonly total: number }
  /** `logProbability`: of its tokens together; null where it is not told. */
  | { readonly type: 'text'; readonly text: string; readonly logProbability: number | null }
  /** The last one, with the engine's own counters. */
  | {
      readonly type: 'end';
      readonly text: string;
      readonly finish: 'stop' | 'length';
      readonly promptTokens: number;
      readonly cachedTokens: number | null;
      readonly completionTokens: number;
    };

/** A loaded model that goes on from a text, one completion at a time. */
export interface CompletionSession {
  /** Set once it is gone for good: it must be loaded again. */
  readonly loss: KingletError | null;
  /**
   * Runs one completion. The chunks end with an `end` chunk, or fail: with `signal.reason` at once when cancelled, else
   * with a KingletError. `settled` resolves when the session is free again, which after a cancel is one batch later.
   */
  complete(
    params: CompletionParams,
    options: { signal: AbortSignal },
  ): { readonly chunks: ReadableStream<CompletionChunk>; readonly settled: Promise<void> };
  /** Ends it and gives its memory back. */
  end(): void;
}
