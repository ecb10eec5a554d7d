import { dateOrTime, uuidTail } from './patterns.ts';
import type { Span } from './span.ts';

/** UUIDs: random, but names of things here, not secrets. */
export function findUuids(text: string): Span[] {
  return spansOf(text, uuidTail)
    .filter(({ start }) => /^[0-9A-Fa-f]{8}$/.test(text.slice(Math.max(0, start - 8), start)))
    .map(({ start, end }) => ({ start: start - 8, end }));
}

/** Dates and times, so that their digits are not read as a phone number. */
export function findDates(text: string): Span[] {
  return spansOf(text, dateOrTime);
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
