import type { KingletError } from '@kinglet/spec';

/** A language model with one KV cache, which all that it reads goes into. */
export interface OnnxModel {
  /** Set once it is gone for good: it must be loaded again. */
  readonly loss: KingletError | null;
  /** Reads tokens after those that the cache holds, in one pass. Gives the logits after the last. Rejects with the loss. */
  forward(ids: readonly number[]): Promise<Float32Array>;
  /** Shortens the cache. Gives the tokens that it holds now: as many, or none where this model's cache cannot be cut. */
  crop(length: number): Promise<number>;
  /** Gives its memory back. */
  end(): void;
}
