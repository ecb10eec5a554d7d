import { KingletError } from '@kinglet/spec';
import { Temporal } from 'temporal-polyfill';
import { oneLine } from '../text/clean-text.ts';
import { digitsForNumberWords } from '../text/number-words.ts';
import { type Day, parseDay } from './day-words.ts';
import { parseDuration } from './duration-words.ts';
import { splitPartOfDay, timeInPart } from './part-of-day.ts';
import { parseTime, type TimeOfDay } from './time-words.ts';
import { wordsError } from './words-error.ts';

/** Where and when words are said. */
export interface WhenContext {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** IANA zone. */
  readonly timeZone: string;
  readonly locale: string;
}

/** Longest phrase for a day or a time, in characters. */
const maxWhenLength = 100;
/** When a day is named without a time. */
const defaultTime = new Temporal.PlainTime(9);

/** Now, in the user's zone. */
export function nowIn({ nowMs, timeZone }: Pick<WhenContext, 'nowMs' | 'timeZone'>): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
}

/** Reads a day: `next Friday`, `3 weeks from tomorrow`, `tomorrow at 9`. Throws KingletError `invalid-input`. */
export function parseDayWords(written: string, context: WhenContext): Day {
  return guardRange(written, 'day', () => {
    const words = normalise(written, 'day');
    const today = nowIn(context).toPlainDate();
    const day = parseDay(words, { today, locale: context.locale });
    if (day !== null) return day;
    const moment = fromNow(words, nowIn(context));
    return moment === null ? (splitDayAndTime(words, context)?.day ?? null) : { date: moment.toPlainDate() };
  });
}

/**
 * Reads a point in time: `in 10 minutes`, `tomorrow at 9`, `noon next Friday`, `at 3:30`. A time without am or pm is
 * the next one to come; on a named day 1 to 6 are in the afternoon. A time of today that is past is tomorrow's; a day
 * without a time is 9:00, the end of a day 17:00. A number alone is neither a length nor a time. Throws KingletError `invalid-input`.
 */
export function parseWhen(written: string, context: WhenContext): Temporal.ZonedDateTime {
  return guardRange(written, 'time', () => {
    const words = normalise(written, 'time');
    if (/^(?:in |about |around )*\d+$/.test(words)) throw unitMissing(written, words);
    const now = nowIn(context);
    const moment = fromNow(words, now);
    if (moment !== null) return moment;
    const day =
      words === 'now' ? null : parseDay(words, { today: now.toPlainDate(), locale: context.locale });
    if (day !== null && words !== 'tonight')
      return at(day.date, { time: defaultTime, ambiguous: false }, now);
    const time = parseTime(words);
    if (time !== null) return nextTime(time, now);
    const inPart = inPartOfDay(words, context);
    if (inPart !== undefined) return inPart;
    const both = splitDayAndTime(words, context);
    return both === null ? null : at(both.day.date, both.time, now);
  });
}

function normalise(written: string, kind: 'day' | 'time'): string {
  if (written.length > maxWhenLength) {
    throw new KingletError(
      'invalid-input',
      `The ${kind} has ${written.length} characters; at most ${maxWhenLength} are allowed. Give only the ${kind}.`,
    );
  }
  const plain = written.toLowerCase().replace(/[’]/g, "'").replace(/\s+/g, ' ');
  return digitsForNumberWords(plain.trim())
    .replace(/[?!.,;]+$/, '')
    .replace(/(\d)t(?=\d)/, '$1 ')
    .replace(/ sharp$/, '')
    .replace(/@ ?(?=\d)/, 'at ')
    .replace(/\bat (\d{2})(\d{2})$/, 'at $1:$2')
    .replace(/\b(\d{1,2}) (\d{2}) ?(?=[ap]\.?m\b)/, '$1:$2 ')
    .replace(/^(at )?midnight tonight$|^tonight at midnight$/, 'midnight')
    .replace(/^(?:what (?:day|date) is|when is|how (?:many days|long) (?:until|till)) /, '');
}

/** `in 10 minutes`, `10 minutes from now`, `a 20 second timer`, `2 hours ago`; null where it is no such length. */
function fromNow(words: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const length = words
    .replace(/^(?:in|after|for|within) /, '')
    .replace(/^(?:about|around) /, '')
    .replace(/^an? (?=\d)/, '')
    .replace(/ (?:from now|later|timer|ago)$|'? time$/, '');
  const duration = parseDuration(length);
  if (duration === null) return null;
  return words.endsWith(' ago') ? now.subtract(duration) : now.add(duration);
}

/** Temporal refuses years beyond its range with a RangeError. */
function guardRange<T extends Day | Temporal.ZonedDateTime>(
  written: string,
  kind: 'day' | 'time',
  read: () => T | null,
): T {
  try {
    const found = read();
    if (found !== null && inRange(found)) return found;
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
  }
  throw wordsError(written, kind);
}

/** Years that can be written with four digits. */
function inRange(found: Day | Temporal.ZonedDateTime): boolean {
  const { year } = 'date' in found ? found.date : found;
  return year >= 1 && year <= 9999;
}

/** Tries each place to part the words in a day and a time, in both orders. */
function splitDayAndTime(
  words: string,
  context: WhenContext,
): { readonly day: Day; readonly time: TimeOfDay } | null {
  const list = words.replace(/,/g, ' ').split(/ +/);
  const today = nowIn(context).toPlainDate();
  for (let index = 1; index < list.length; index += 1) {
    const left = list.slice(0, index).join(' ');
    const right = list.slice(index).join(' ');
    for (const [dayWords, timeWords] of [
      [left, right],
      [right, left],
    ] as const) {
      const time = parseTime(timeWords);
      const day = time === null ? null : parseDay(dayWords, { today, locale: context.locale });
      if (time !== null && day !== null) return { day, time };
    }
  }
  return null;
}

/**
 * `tomorrow morning at 8`, `half past 7 in the morning`: a time, with or without its day, in a part of it; null where it
 * does not lie there, undefined for other words.
 */
function inPartOfDay(words: string, context: WhenContext): Temporal.ZonedDateTime | null | undefined {
  const split = splitPartOfDay(words);
  if (split === null) return undefined;
  const now = nowIn(context);
  const alone = parseTime(split.rest);
  const both = alone === null ? splitDayAndTime(split.rest, context) : null;
  const spoken = alone ?? both?.time;
  if (spoken === undefined) return undefined;
  const time = timeInPart(spoken, split.part);
  if (time === null) return null;
  return both === null ? nextTime(time, now) : at(both.day.date, time, now);
}

/** A number alone may be a time, minutes or hours. */
function unitMissing(written: string, words: string): KingletError {
  const count = /\d+$/.exec(words)?.[0] ?? '';
  const clock = !words.startsWith('in ') && Number(count) < 24;
  const ways = clock
    ? `in ${count} minutes, in ${count} hours or at ${count.padStart(2, '0')}:00`
    : `in ${count} minutes or in ${count} hours`;
  return new KingletError(
    'invalid-input',
    `"${oneLine(written)}" is not a time that is understood, because its unit is missing. Say ${ways}.`,
  );
}

function nextTime({ time, ambiguous }: TimeOfDay, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const today = now.toPlainDate();
  const candidates = [0, 1].flatMap((days) => {
    const date = today.add({ days });
    const first = date.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time });
    if (!ambiguous) return [first];
    return [first, date.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: time.add({ hours: 12 }) })];
  });
  const ahead = candidates.filter((moment) => Temporal.ZonedDateTime.compare(moment, now) > 0);
  return ahead.sort(Temporal.ZonedDateTime.compare)[0] ?? now;
}

function at(
  date: Temporal.PlainDate,
  { time, ambiguous }: TimeOfDay,
  now: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime {
  const passed = date.equals(now.toPlainDate()) && Temporal.PlainTime.compare(time, now.toPlainTime()) <= 0;
  const afternoon = ambiguous && time.hour < 12 && (passed || time.hour <= 6);
  const plainTime = afternoon ? time.add({ hours: 12 }) : time;
  return date.toZonedDateTime({ timeZone: now.timeZoneId, plainTime });
}
