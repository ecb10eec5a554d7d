/** A word of a message with its place, without the quotes and punctuation around it. */
export interface Word {
  readonly text: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The first words of a message, in order. */
export function wordsOf(message: string, limit: number): readonly Word[] {
  const words: Word[] = [];
  for (const match of message.matchAll(/\S+/g)) {
    const lead = /^["“‘[]*/.exec(match[0])?.[0].length ?? 0;
    const text = match[0]
      .slice(lead)
      .replace(/[,.?!:;"”’\]]+$/, '')
      .replace(/['’]s$/i, '');
    const start = match.index + lead;
    if (words.length === limit) break;
    if (text !== '') words.push({ text, start, end: start + text.length });
  }
  return words;
}
