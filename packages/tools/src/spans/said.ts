import { dimensionKey } from '../convert/dimension.ts';
import { type Amount, parseAmount } from '../convert/parse-amount.ts';
import { Precise } from '../convert/precise.ts';
import { findUnit } from '../convert/unit.ts';
import { nowIn, parseDayWords, parseWhen, type WhenContext } from '../dates/parse-when.ts';
import { SpokenMessage } from './spoken-message.ts';

const locale = 'en-GB';

/** A day, with its time where one is said, that a message names. */
export interface SaidMoment {
  /** The message's own words. */
  readonly text: string;
  /** ISO dates that the words can mean: the next such day, and where they name no year the one before. */
  readonly dates: readonly string[];
  /** `HH:MM` that the words can mean; none where they name a day only. */
  readonly times: readonly string[];
  /** Epoch milliseconds; null where no time is said. */
  readonly epochMs: number | null;
}

const timeCue =
  /\d:\d|\d\.\d\d\b|\d ?[ap]\.?m\b|o['’]?clock|noon|midday|midnight|half|quarter|\bat \w+|\b(?:hours?|hrs?|minutes?|mins?|seconds?|secs?)\b|\d ?[hms]\b/i;
const monthCue = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const yearCue = /\d{4}|\d[/.-]\d+[/.-]\d/;

/** Days and times in a message's words, as far as the date tools read them. English; at most 60 words are looked at. */
export function saidMoments(
  userText: string,
  { nowMs, timeZone }: { nowMs: number; timeZone: string },
): readonly SaidMoment[] {
  const context = { nowMs, timeZone, locale };
  const message = new SpokenMessage(userText, { nowMs, timeZone, hasAttachments: false });
  const days = message.spansOf('day').map(({ text }) => {
    const date = parseDayWords(text, context).date;
    return { text, dates: datesOf(date.toString(), text), times: [], epochMs: null };
  });
  const moments = message.spansOf('moment').map(({ text }) => {
    const moment = parseWhen(text, context);
    const date = moment.toPlainDate().toString();
    const dates = namesDay(text, context)
      ? datesOf(date, text)
      : [date, nowIn(context).toPlainDate().toString()];
    if (!timeCue.test(text)) return { text, dates, times: [], epochMs: null };
    const isAmbiguous = !/[ap]\.?m\b|\d\d:\d\d|noon|midnight|morning|evening|afternoon|night/i.test(text);
    const times = isAmbiguous ? [moment, moment.add({ hours: 12 })] : [moment];
    return {
      text,
      dates,
      times: times.map((each) => each.toPlainTime().toString({ smallestUnit: 'minute' })),
      epochMs: moment.epochMilliseconds,
    };
  });
  return [...days, ...moments];
}

/** A time alone is the next such time, or that of today. */
function namesDay(words: string, context: WhenContext): boolean {
  try {
    parseDayWords(words, context);
    return true;
  } catch {
    return false;
  }
}

function datesOf(date: string, words: string): readonly string[] {
  const isYearly = monthCue.test(words) && !yearCue.test(words);
  return isYearly
    ? [date, `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`]
    : [date];
}

/** An amount with its unit that a message names: `half an hour`. */
export interface SaidAmount {
  /** The message's own words. */
  readonly text: string;
  /** What the amount is of, such as `time^1`: equal for units that can be converted. */
  readonly dimension: string;
  /** The amount in another unit; null where the unit is not known or of another kind. */
  in(unit: string): number | null;
}

/** Amounts in a message's words. At most 60 words are looked at. */
export function saidAmounts(userText: string): readonly SaidAmount[] {
  const text = userText
    .replace(/\ban? (hour|minute|day|week) and a half\b/gi, '1.5 $1s')
    .replace(/\ba? ?quarter of an hour\b/gi, '15 minutes')
    .replace(/\bthree quarters of an hour\b/gi, '45 minutes')
    .replace(/\b(\d+)h(\d{2})\b/gi, '$1 hours $2 minutes');
  const message = new SpokenMessage(text, { nowMs: 0, timeZone: 'UTC', hasAttachments: false });
  return message.spansOf('amount').flatMap(({ text: words }) => amountOf(words) ?? []);
}

function amountOf(words: string): SaidAmount | null {
  const amount = parseAmount(words, locale);
  const [first] = amount.parts;
  if (first === undefined) return null;
  const dimension = dimensionKey(first.unit.dimension);
  return {
    text: words,
    dimension,
    in: (name) => {
      const unit = findUnit(name, locale);
      if (unit === null || dimensionKey(unit.dimension) !== dimension) return null;
      return Number(unit.fromBase(baseOf(amount)).toPrecision(12));
    },
  };
}

function baseOf({ parts }: Amount): Precise {
  return parts.reduce((sum, { value, unit }) => sum.plus(unit.toBase(value)), new Precise(0));
}

/** The unit that a word names, by its symbol and what it is of; null where it is none. `minutes` and `mins` are one. */
export function namedUnit(word: string): { readonly symbol: string; readonly dimension: string } | null {
  const unit = findUnit(word, locale);
  return unit === null ? null : { symbol: unit.symbol, dimension: dimensionKey(unit.dimension) };
}
