import { Temporal } from 'temporal-polyfill';

/** A time of day that was understood. */
export interface TimeOfDay {
  readonly time: Temporal.PlainTime;
  /** An hour from 1 to 12 without am or pm: could be twelve hours later as well. */
  readonly ambiguous: boolean;
}

const named = new Map([
  ['noon', 12],
  ['midday', 12],
  ['12 noon', 12],
  ['midnight', 0],
  ['12 midnight', 0],
  ['morning', 9],
  ['lunchtime', 12],
  ['lunch', 12],
  ['afternoon', 15],
  ['evening', 18],
  ['tonight', 20],
  ['night', 20],
  ['end of day', 17],
  ['end of the day', 17],
]);

const fractions: Readonly<Record<string, number>> = { quarter: 15, half: 30 };

/** Reads a time of day, lower case with digits for number words: `9`, `9:30 pm`, `half past 3`, `noon`; null where it is none. */
export function parseTime(text: string): TimeOfDay | null {
  const words = text.replace(/^(?:at|by|around|about|in the|this|the) /, '').replace(/^(?:the )/, '');
  const hour = named.get(words);
  if (hour !== undefined) return { time: new Temporal.PlainTime(hour), ambiguous: false };
  return clock(words) ?? spoken(words);
}

function clock(words: string): TimeOfDay | null {
  const match =
    /^(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))? ?(?:o'?clock|hrs|hours|h)?(?: ?(a\.?m\.?|p\.?m\.?)| in the (morning|afternoon|evening)| at (night))?$/.exec(
      words,
    );
  if (match === null) return null;
  const [, hour = '', minute = '0', second = '0', meridiem, part, night] = match;
  return timeOf(
    Number(hour),
    Number(minute),
    Number(second),
    half(meridiem ?? part ?? night),
    hour.length === 2 && hour.startsWith('0'),
  );
}

/** `half past 3`, `quarter to 5`, `10 past 9`. */
function spoken(words: string): TimeOfDay | null {
  const match =
    /^(?:a )?(half|quarter|\d{1,2})(?: minutes?)? (past|after|to) (\d{1,2})(?: ?(a\.?m\.?|p\.?m\.?))?$/.exec(
      words,
    );
  if (match === null) return null;
  const [, amount = '', direction, hour = ''] = match;
  const minutes = fractions[amount] ?? Number(amount);
  const found = timeOf(Number(hour), 0, 0, half(match[4]), false);
  if (found === null || minutes > 59) return null;
  return { ...found, time: found.time.add({ minutes: direction === 'to' ? -minutes : minutes }) };
}

function half(word: string | undefined): 'am' | 'pm' | null {
  if (word === undefined) return null;
  return word.startsWith('a') && word !== 'afternoon' ? 'am' : word === 'morning' ? 'am' : 'pm';
}

function timeOf(
  hour: number,
  minute: number,
  second: number,
  meridiem: 'am' | 'pm' | null,
  padded: boolean,
): TimeOfDay | null {
  if (minute > 59 || second > 59 || hour > 24 || (meridiem !== null && (hour < 1 || hour > 12))) return null;
  if (meridiem !== null) {
    const full = (hour % 12) + (meridiem === 'pm' ? 12 : 0);
    return { time: new Temporal.PlainTime(full, minute, second), ambiguous: false };
  }
  if (hour === 24 && minute > 0) return null;
  return {
    time: new Temporal.PlainTime(hour % 24, minute, second),
    ambiguous: hour >= 1 && hour <= 12 && !padded,
  };
}
