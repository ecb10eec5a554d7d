import type { OnnxModel } from './onnx-model.ts';

/** What was read, and how much of it the cache held before. */
interface ReadTokens {
  /** After the last token, one for each of the vocabulary. */
  readonly logits: Float32Array;
  readonly heldTokens: number;
}

/**
 * Knows which tokens a model's KV cache holds. The cache itself does not: transformers.js takes the first of any prompt for
 * those that it has read, so that another prompt would go on from the wrong text.
 */
export class TokenCache {
  readonly #model: OnnxModel;
  readonly #chunkTokens: number;
  readonly #ids: number[] = [];
  #passes = 0;

  /** `chunkTokens`: read in one pass at most; what a cancel waits for. */
  constructor(model: OnnxModel, { chunkTokens }: { chunkTokens: number }) {
    this.#model = model;
    this.#chunkTokens = chunkTokens;
  }

  /** Forward passes since it was made. */
  get passes(): number {
    return this.#passes;
  }

  /** Reads what the cache does not hold of `ids`, which has at least one. Rejects with `signal.reason` between passes. */
  async read(
    ids: readonly number[],
    { signal, onProgress }: { signal: AbortSignal; onProgress?: ((readTokens: number) => void) | undefined },
  ): Promise<ReadTokens> {
    // Logits are of what is read now, so the last token always is.
    const heldTokens = await this.#keep(Math.min(commonPrefix(this.#ids, ids), ids.length - 1));
    let logits: Float32Array = new Float32Array();
    for (let at = heldTokens; at < ids.length; at = this.#ids.length) {
      signal.throwIfAborted();
      const chunk = ids.slice(at, at + this.#chunkTokens);
      logits = await this.#model.forward(chunk);
      this.#passes += 1;
      this.#ids.push(...chunk);
      onProgress?.(this.#ids.length);
    }
    return { logits, heldTokens };
  }

  async #keep(length: number): Promise<number> {
    if (length < this.#ids.length) this.#ids.length = await this.#model.crop(length);
    return this.#ids.length;
  }
}

/** How many tokens both begin with. */
export function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length += 1;
  return length;
}
