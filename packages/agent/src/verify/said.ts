import { type SaidAmount, type SaidMoment, saidAmounts, saidMoments } from '@kinglet/tools';

/** When and where a conversation takes place: what `tomorrow` is. */
export interface SaidContext {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly timeZone: string;
}

/** How many of the user's messages are looked through, latest first. */
const maxMessages = 6;

/** What the user's messages name beside words and numbers, looked for only where a check asks. */
export class Said {
  readonly #texts: readonly string[];
  readonly #context: SaidContext | null;
  #moments: readonly SaidMoment[] | null = null;
  #amounts: readonly SaidAmount[] | null = null;

  /** `texts`: oldest first. Without a context no day is known. */
  constructor(texts: readonly string[], context: SaidContext | null) {
    this.#texts = texts.slice(-maxMessages).reverse();
    this.#context = context;
  }

  /** Latest message first. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  get moments(): readonly SaidMoment[] {
    const context = this.#context;
    this.#moments ??= context === null ? [] : this.#texts.flatMap((text) => saidMoments(text, context));
    return this.#moments;
  }

  get amounts(): readonly SaidAmount[] {
    this.#amounts ??= this.#texts.flatMap(saidAmounts);
    return this.#amounts;
  }
}
