import { numberRun } from './patterns.ts';
import type { Span } from './span.ts';

/** Numbers that stand side by side, one space apart; each span is one of them. No letter touches the run's ends. */
export interface NumberRun {
  readonly text: string;
  readonly chunks: readonly Span[];
}

/** Neither a phone number nor a card number is longer. */
const longestNumber = 40;

/** The runs of a text in which a phone or card number could stand: bare or grouped digits, not decimals, not parts of words. */
export function numberRuns(text: string): NumberRun[] {
  const runs: NumberRun[] = [];
  for (const match of text.matchAll(numberRun)) {
    let chunks: Span[] = [];
    let start = match.index;
    for (const written of match[0].replaceAll('\u00a0', ' ').split(' ')) {
      const chunk = trimmed(text, start, written);
      start += written.length + 1;
      if (chunk === null) continue;
      const previous = chunks.at(-1);
      if (previous !== undefined && chunk.start === previous.end + 1) {
        chunks.push(chunk);
      } else {
        chunks = [chunk];
        runs.push({ text, chunks });
      }
    }
  }
  return runs;
}

function trimmed(text: string, start: number, written: string): Span | null {
  if (written.length > longestNumber || !/\d/.test(written)) return null;
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(start + written.length, start + written.length + 2);
  if (/[\p{L}_]$|\d,$/u.test(before) || /^[\p{L}_]|^,\d/u.test(after)) return null;
  let end = written.length;
  while (/[.\-/(+]/.test(written.charAt(end - 1)) || hasLooseBracket(written.slice(0, end))) end -= 1;
  return { start, end: start + end };
}

function hasLooseBracket(chunk: string): boolean {
  return chunk.endsWith(')') && chunk.split(')').length > chunk.split('(').length;
}

/**
 * The longest window of numbers, from this one on and at most `most` of them, that passes; null when none does. `start`
 * looks at the first four characters, so that most numbers cost one look.
 */
export function longestWindow(
  { text, chunks }: NumberRun,
  from: number,
  { most, start, passes }: { most: number; start: RegExp; passes: (window: string) => boolean },
): (Span & { readonly text: string; readonly chunks: number }) | null {
  const first = chunks[from]?.start ?? 0;
  if (!start.test(text.slice(first, first + 4))) return null;
  for (let count = Math.min(most, chunks.length - from); count > 0; count -= 1) {
    const end = chunks[from + count - 1]?.end ?? first;
    if (end - first > longestNumber) continue;
    const window = text.slice(first, end).replaceAll('\u00a0', ' ');
    if (passes(window)) return { start: first, end, text: window, chunks: count };
  }
  return null;
}
