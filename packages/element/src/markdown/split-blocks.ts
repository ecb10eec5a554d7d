import type { Token } from 'marked';

/** Splits Markdown into its top-level blocks. */
export type Lexer = (text: string) => readonly Token[];

export interface Blocks {
  /** Source of blocks that later text cannot change. */
  readonly finished: readonly string[];
  /** The block that still grows; empty at the end of a text. */
  readonly open: string;
}

/**
 * Splits a text that only grows. The last block stays open, with the blank lines after it, because a list or a table
 * goes on after them; all before it is finished.
 */
export function splitBlocks(text: string, lexer: Lexer): Blocks {
  const tokens = lexer(text);
  const last = tokens.findLastIndex(({ type }) => type !== 'space');
  const finished = tokens
    .slice(0, Math.max(last, 0))
    .filter(({ type }) => type !== 'space')
    .map(({ raw }) => raw);
  const openLength = tokens.slice(Math.max(last, 0)).reduce((length, { raw }) => length + raw.length, 0);
  return { finished, open: text.slice(text.length - openLength) };
}
