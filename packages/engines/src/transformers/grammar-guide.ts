import type { GrammarMatcher } from '@mlc-ai/web-xgrammar';
import { allowedTokens } from './choose-token.ts';
import type { ReplyTokens } from './reply-tokens.ts';
import type { TextTokenizer } from './text-tokenizer.ts';
import { commonPrefix } from './token-cache.ts';

/** Holds one reply to a grammar. Needs `end` when it is done. */
export class GrammarGuide {
  readonly #matcher: GrammarMatcher;
  readonly #tokenizer: TextTokenizer;
  readonly #endIds: ReadonlySet<number>;

  constructor(
    matcher: GrammarMatcher,
    { tokenizer, endIds }: { tokenizer: TextTokenizer; endIds: ReadonlySet<number> },
  ) {
    this.#matcher = matcher;
    this.#tokenizer = tokenizer;
    this.#endIds = endIds;
  }

  /** Takes a token that was chosen under the mask. */
  accept(id: number): void {
    this.#matcher.acceptToken(id);
  }

  /**
   * Adds to the reply what the grammar leaves no choice of, so that the model reads it in one pass instead of choosing it
   * token by token. It is tokenised together with the text before, as the model has learned to see it. Gives the mask of the
   * tokens that may come next; null where the reply is complete.
   */
  async advance(reply: ReplyTokens): Promise<Int32Array | null> {
    for (;;) {
      this.#jump(reply);
      const mask = await this.#matcher.getNextTokenBitmask();
      const allowed = allowedTokens(mask, Math.max(1, this.#endIds.size));
      if (allowed?.every((id) => this.#endIds.has(id))) return null;
      const [only, ...others] = allowed ?? [];
      if (only === undefined || others.length > 0) return mask;
      this.accept(only);
      reply.push(only);
    }
  }

  end(): void {
    this.#matcher.dispose();
  }

  #jump(reply: ReplyTokens): void {
    // Within a character there is no text to go on from.
    const forced = reply.isWhole ? this.#matcher.findJumpForwardString() : '';
    if (forced === '') return;
    const wanted = this.#tokenizer.encode(reply.text + forced);
    if (this.#switch(reply.ids, wanted)) reply.replace(wanted);
  }

  /** Takes other tokens for the reply. False where the grammar does not, such as a text that spells a control token. */
  #switch(present: readonly number[], wanted: readonly number[]): boolean {
    const kept = commonPrefix(present, wanted);
    const added = wanted.slice(kept);
    this.#matcher.rollBack(present.length - kept);
    const refused = added.findIndex((id) => !this.#matcher.acceptToken(id));
    if (refused < 0) return true;
    this.#matcher.rollBack(refused);
    for (const id of present.slice(kept)) this.#matcher.acceptToken(id);
    return false;
  }
}
