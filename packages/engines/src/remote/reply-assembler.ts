import type { FinishReason, RawToolCall, Usage } from '@kinglet/spec';
import type { CallPiece, WireChunk, WireUsage } from './wire-chunk.ts';

/** Characters of all calls of one reply, and how many there may be: a server need not heed `maxTokens`. */
const maxCallCharacters = 200_000;
const maxCalls = 64;

interface OpenCall {
  readonly index: number | null;
  readonly id: string;
  name: string;
  argumentsText: string;
}

/** Puts a streamed reply together: feed it chunks, ask it at the end. Pure but for its own state. */
export class ReplyAssembler {
  readonly #newId: () => string;
  readonly #calls: OpenCall[] = [];
  #finishReason: string | null = null;
  #usage: WireUsage | null = null;
  #characters = 0;
  #callCharacters = 0;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  add(chunk: WireChunk): void {
    this.#characters += chunk.text.length;
    for (const piece of chunk.calls) if (!this.isFull) this.#addPiece(piece);
    this.#finishReason ??= this.isFull ? 'length' : chunk.finishReason;
    this.#usage = chunk.usage ?? this.#usage;
  }

  /** True once the server named a finish reason: what comes after is bookkeeping. */
  get finished(): boolean {
    return this.#finishReason !== null;
  }

  /** True once its calls are longer or more than any can be: the rest is not read, and counts as cut by `length`. */
  get isFull(): boolean {
    return this.#callCharacters > maxCallCharacters || this.#calls.length > maxCalls;
  }

  get calls(): readonly RawToolCall[] {
    return this.#calls.map(({ id, name, argumentsText }) => ({ id, name, argumentsText }));
  }

  /** Some servers say `stop` after a call: a call is a call. */
  get finishReason(): FinishReason {
    if (this.#finishReason === 'length') return 'length';
    if (this.#finishReason === 'content_filter') return 'content-filter';
    return this.#calls.length > 0 ? 'tool-call' : 'stop';
  }

  /** The server's counts; without them an estimate that says so. */
  usage(promptCharacters: number): Usage {
    if (this.#usage) {
      const { promptTokens, completionTokens, cachedTokens } = this.#usage;
      return { promptTokens, completionTokens, reusedTokens: cachedTokens };
    }
    const arguments_ = this.#calls.reduce((sum, call) => sum + call.argumentsText.length, 0);
    return {
      promptTokens: Math.ceil(promptCharacters / 4),
      completionTokens: Math.ceil((this.#characters + arguments_) / 4),
      reusedTokens: null,
      estimated: true,
    };
  }

  /** By index; where a server leaves it out or repeats it, a new id opens a new call. */
  #addPiece(piece: CallPiece): void {
    this.#callCharacters += piece.name.length + piece.argumentsText.length;
    const last = this.#calls.at(-1);
    const sameIndex =
      piece.index === null ? last : this.#calls.findLast((call) => call.index === piece.index);
    const open = sameIndex && (piece.id === '' || piece.id === sameIndex.id) ? sameIndex : undefined;
    if (open) {
      open.name ||= piece.name;
      open.argumentsText += piece.argumentsText;
    } else {
      const id = piece.id === '' ? `call-${this.#newId()}` : piece.id;
      this.#calls.push({ index: piece.index, id, name: piece.name, argumentsText: piece.argumentsText });
    }
  }
}
