/** Finds tokens of a vocabulary by their text. */
export interface TokenIds {
  /** The longest token that the text, which begins with a space, starts with; null where there is none. */
  firstOf(text: string): number | null;
}

/** `tokens`: the vocabulary in the order of its ids, as it spells them. Vocabularies spell a space as `Ġ` (byte-level) or `▁` (SentencePiece). */
export function createTokenIds(tokens: readonly string[]): TokenIds {
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const space = ids.has('Ġ') ? 'Ġ' : '▁';
  return {
    firstOf(text) {
      const spelled = text.replaceAll(' ', space);
      for (let length = spelled.length; length > 1; length--) {
        const id = ids.get(spelled.slice(0, length));
        if (id !== undefined) return id;
      }
      return null;
    },
  };
}
