import type { Span } from './span.ts';

/** A number as written, between spaces: digits with brackets, dots, hyphens, slashes and a plus. */
export interface NumberChunk extends Span {
  readonly text: string;
}

/** One class, repeated: each character is read once. */
const chunkPattern = /[\d+(][\d+().\-/]*/g;
/** Neither a phone number nor a card number is longer; what is longer is skipped, so later work is bounded. */
const longestChunk = 40;

/** Number chunks that stand side by side, one space apart. Those that touch a letter, or go on as a decimal, are left out. */
export function numberRuns(text: string): NumberChunk[][] {
  const runs: NumberChunk[][] = [];
  let current: NumberChunk[] = [];
  for (const match of text.matchAll(chunkPattern)) {
    const chunk = trimmed(text, match.index, match[0]);
    if (chunk === null) continue;
    const previous = current.at(-1);
    const joins =
      previous !== undefined && chunk.start === previous.end + 1 && /[  ]/.test(text.charAt(previous.end));
    if (joins) {
      current.push(chunk);
    } else {
      current = [chunk];
      runs.push(current);
    }
  }
  return runs;
}

function trimmed(text: string, index: number, whole: string): NumberChunk | null {
  if (whole.length > longestChunk || !/\d/.test(whole)) return null;
  const before = text.slice(Math.max(0, index - 2), index);
  const after = text.slice(index + whole.length, index + whole.length + 2);
  if (/[\p{L}_\d]$|\d,$/u.test(before) || /^[\p{L}_]|^,\d/u.test(after)) return null;
  let end = whole.length;
  while (/[.\-/(+]/.test(whole.charAt(end - 1)) || hasLooseBracket(whole.slice(0, end))) end -= 1;
  return { start: index, end: index + end, text: whole.slice(0, end) };
}

function hasLooseBracket(chunk: string): boolean {
  return chunk.endsWith(')') && chunk.split(')').length > chunk.split('(').length;
}

/** The longest window of chunks, from this one on and at most `most` of them, that passes; null when none does. */
export function longestWindow(
  run: readonly NumberChunk[],
  from: number,
  most: number,
  passes: (window: string) => boolean,
): { readonly window: string; readonly chunks: number } | null {
  for (let count = Math.min(most, run.length - from); count > 0; count -= 1) {
    const window = run
      .slice(from, from + count)
      .map((chunk) => chunk.text)
      .join(' ');
    if (window.length <= longestChunk && passes(window)) return { window, chunks: count };
  }
  return null;
}
