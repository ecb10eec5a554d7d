import type { TimeOfDay } from './time-words.ts';

/** A part of the day beside a time that may be in either half of it. */
type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';

const pattern = /^(.*?) ?\b(?:(?:in|at) (?:the )?)?(morning|afternoon|evening|night)\b ?(.*)$/;

/**
 * Takes the part of the day out of words that have more than it: `tomorrow morning at 8` gives `tomorrow at 8` and
 * `morning`; null where there is no number beside it.
 */
export function splitPartOfDay(words: string): { readonly rest: string; readonly part: PartOfDay } | null {
  const match = pattern.exec(words.replace(/\btonight\b/, 'today night'));
  if (match === null) return null;
  const rest = `${match[1]} ${match[3]}`
    .replace(/\bthis\b/, 'today')
    .replace(/\s+/g, ' ')
    .trim();
  return /\d/.test(rest) ? { rest, part: match[2] as PartOfDay } : null;
}

/** The time within the part of the day; null where it does not lie there, or would be of the next day. */
export function timeInPart({ time, ambiguous }: TimeOfDay, part: PartOfDay): TimeOfDay | null {
  if (part === 'morning') return time.hour < 12 ? { time, ambiguous: false } : null;
  const late = ambiguous && time.hour < 12 ? time.add({ hours: 12 }) : time;
  const [from, to] = { afternoon: [12, 18], evening: [16, 23], night: [18, 23] }[part];
  const isThere = from !== undefined && to !== undefined && late.hour >= from && late.hour <= to;
  return isThere ? { time: late, ambiguous: false } : null;
}
