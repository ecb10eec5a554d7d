import type { Span } from './span.ts';

const uuid = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;

const clock = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?`;
const isoDate = String.raw`\d{4}-\d{2}-\d{2}(?:[T ]${clock}(?:Z|[+-]\d{2}:?\d{2})?)?`;
const dayOrMonth = '(?:0?[1-9]|[12][0-9]|3[01])';
const writtenDate = String.raw`${dayOrMonth}[./-]${dayOrMonth}[./-](?:\d{4}|\d{2})`;
/** Not inside a longer chain of numbers, which would be a phone number. */
const dateOrTime = new RegExp(
  String.raw`(?<!\d[./-]?)(?:${isoDate}|${writtenDate}|${clock})(?![./-]?\d)`,
  'g',
);

/** UUIDs: random, but names of things here, not secrets. */
export function findUuids(text: string): Span[] {
  return spansOf(text, uuid);
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
