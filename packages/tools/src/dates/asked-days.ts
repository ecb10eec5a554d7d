import { amountsAndUnits } from '../convert/amounts-and-units.ts';
import type { SpokenMessage } from '../spans/spoken-message.ts';
import { digitsForNumberWords } from '../text/number-words.ts';
import { parseDuration } from './duration-words.ts';

const count = /\b(?:days?|weeks?|months?|long|far|between|until|till|since|count|from)\b/i;
const dateCue =
  /\b(?:dates?|days?|weekdays?|weeks?|when|until|till|ago|calendar|(?:mon|tues|wednes|thurs|fri|satur|sun)day|how long|how soon)\b/i;
const straight = /^(?:(?:and\s+)?(?:what|when)(?:['’]s| is| was| will be)\s+(?:it\s+|the\s+)?)?$/i;

/** Whether a message asks for the time between two days that it names. */
export function asksForCount(message: SpokenMessage): boolean {
  return message.command === null && daysIn(message).length > 1 && message.has(count);
}

/** The different days of a message. A bare length such as `3 weeks` is none here. */
export function daysIn(message: SpokenMessage): readonly string[] {
  const texts = message
    .spansOf('day')
    .map(({ text }) => text)
    .filter((text) => parseDuration(digitsForNumberWords(text.toLowerCase())) === null);
  return texts.filter(
    (text, index) => texts.findIndex((other) => other.toLowerCase() === text.toLowerCase()) === index,
  );
}

/** The days of a message that asks which day or date one is. */
export function dayAskedFor(message: SpokenMessage): { readonly when: readonly string[] } | null {
  if (message.command !== null) return null;
  const [first] = message.spansOf('day');
  if (first === undefined || (amountsAndUnits(message)?.amount.length ?? 0) > 0) return null;
  const lead = message.text.slice(0, message.words[first.first]?.start ?? 0);
  const isBare =
    straight.test(lead) && first.last === message.words.length - 1 && /[a-z]|\d{4}/i.test(first.text);
  const cue = message.words
    .filter((_word, index) => index < first.first || index > first.last)
    .map(({ text }) => text)
    .join(' ');
  return isBare || dateCue.test(cue) ? { when: daysIn(message) } : null;
}
