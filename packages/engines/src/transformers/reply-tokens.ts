import type { TextTokenizer } from './text-tokenizer.ts';

/** A character has four bytes at most, and each may come in a token of its own. */
const longestCharacter = 4;

/** The tokens of a reply and their text, detokenised as they come: a token costs its own text, not the whole reply's. */
export class ReplyTokens {
  readonly #tokenizer: Pick<TextTokenizer, 'decode'>;
  readonly #ids: number[] = [];
  #text = '';
  /** Ids whose text is known. */
  #read = 0;
  #takenLength = 0;

  constructor(tokenizer: Pick<TextTokenizer, 'decode'>) {
    this.#tokenizer = tokenizer;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Without the character that the last tokens began. */
  get text(): string {
    return this.#text;
  }

  /** Whether the last token does not end within a character. */
  get isWhole(): boolean {
    return this.#read === this.#ids.length;
  }

  push(id: number): void {
    this.#ids.push(id);
    // The token before goes along, for decoders that treat the first of a text in another way.
    const from = Math.max(0, this.#read - 1);
    const before = this.#tokenizer.decode(this.#ids.slice(from, this.#read));
    const text = this.#tokenizer.decode(this.#ids.slice(from)).slice(before.length);
    const isOpen = text.endsWith('\uFFFD');
    if (isOpen && this.#ids.length - this.#read < longestCharacter) return;
    // What waited was broken, or that character itself; the last token may begin the next one.
    const waited = isOpen ? this.#tokenizer.decode(this.#ids.slice(from, -1)).slice(before.length) : null;
    if (waited !== null && text === `${waited}\uFFFD`) this.#know(waited, this.#ids.length - 1);
    else this.#know(text, this.#ids.length);
  }

  #know(text: string, read: number): void {
    this.#text += text;
    this.#read = read;
  }

  /** Puts other tokens in the place of all; their text begins as the present one does. */
  replace(ids: readonly number[]): void {
    this.#ids.splice(0, this.#ids.length, ...ids);
    this.finish();
  }

  /** Takes what never became a whole character as it is. */
  finish(): void {
    this.#text = this.#tokenizer.decode(this.#ids);
    this.#read = this.#ids.length;
  }

  /** The text that came since the last call. */
  take(): string {
    const text = this.#text.slice(this.#takenLength);
    this.#takenLength += text.length;
    return text;
  }
}
