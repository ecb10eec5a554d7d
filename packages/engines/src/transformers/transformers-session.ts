import { type KingletError, toKingletError } from '@kinglet/spec';
import type { CompletionParams, CompletionSession } from '../completion/completion-session.ts';
import { completionStream } from '../completion/completion-stream.ts';
import { completeText } from './complete-text.ts';
import { Grammars } from './grammars.ts';
import type { OnnxModel } from './onnx-model.ts';
import type { TextTokenizer } from './text-tokenizer.ts';
import { TokenCache } from './token-cache.ts';

export interface SessionParts {
  readonly model: OnnxModel;
  readonly tokenizer: TextTokenizer;
  /** Logits that the model gives for a token. */
  readonly logits: number;
  readonly endIds: ReadonlySet<number>;
  readonly contextTokens: number;
  /** Tokens that one pass reads at most. */
  readonly chunkTokens: number;
  random(): number;
}

/** An ONNX model with its tokenizer, its cache and the grammars that were compiled for it. */
export class TransformersSession implements CompletionSession {
  readonly #parts: SessionParts;
  readonly #cache: TokenCache;
  readonly #grammars: Grammars;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#cache = new TokenCache(parts.model, parts);
    this.#grammars = new Grammars(parts);
  }

  get loss(): KingletError | null {
    return this.#parts.model.loss;
  }

  /** Forward passes since it was loaded. */
  get passes(): number {
    return this.#cache.passes;
  }

  complete(params: CompletionParams, { signal }: { signal: AbortSignal }) {
    const parts = { ...this.#parts, cache: this.#cache, grammars: this.#grammars };
    return completionStream(
      (onChunk, stop) =>
        completeText(params, parts, { onChunk, signal: stop }).catch((thrown: unknown) => {
          throw toKingletError(thrown, 'engine-failed');
        }),
      {
        signal,
      },
    );
  }

  end(): void {
    this.#parts.model.end();
    this.#grammars.end();
  }
}
