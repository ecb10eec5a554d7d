import { GB as dayFirst, casual as monthFirst } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { parseDuration } from './duration-words.ts';
import { findHoliday } from './holidays.ts';
import { dayThenMonth } from './ordinal-words.ts';

/** A day that was understood. */
export interface Day {
  readonly date: Temporal.PlainDate;
  /** Finds the same day in another year, where none was named: 25 December. */
  readonly inYear?: (year: number) => Temporal.PlainDate | null;
}

interface DayContext {
  readonly today: Temporal.PlainDate;
  /** BCP 47; decides whether 3/4 is in March (US) or April. */
  readonly locale: string;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const weekdayPattern = /^(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?$/;
const named = new Map([
  ['today', 0],
  ['now', 0],
  ['tonight', 0],
  ['tomorrow', 1],
  ['tmrw', 1],
  ['tmr', 1],
  ['yesterday', -1],
  ['day after tomorrow', 2],
  ['day before yesterday', -2],
]);

/**
 * Reads a day in English words, lower case with digits for number words; null where it is none. A day without a year
 * is the next one, today included. Weekdays count from today (ISO weeks, Monday first): `Friday` is 1 to 7 days ahead,
 * `this Friday` 0 to 6, `next Friday` the Friday of next week, `last Friday` 1 to 7 days back.
 */
export function parseDay(text: string, context: DayContext, depth = 0): Day | null {
  const words = dayThenMonth(text)
    .replace(/^(?:on|the|until|till|by|from|for|since|to) /, '')
    .replace(/^the /, '');
  if (depth > 3) return null;
  const offset = named.get(words);
  if (offset !== undefined) return { date: context.today.add({ days: offset }) };
  return (
    weekday(words, context.today) ??
    relative(words, context, depth) ??
    period(words, context.today) ??
    holiday(words, context.today) ??
    calendarDay(words, context)
  );
}

function weekday(words: string, today: Temporal.PlainDate): Day | null {
  const match =
    /^(this |next |last |coming |this coming |next week |this week )?([a-z]+)( week| next week| this week)?$/.exec(
      words,
    );
  const short = weekdayPattern.exec(match?.[2] ?? '')?.[1];
  if (match === null || short === undefined) return null;
  const number = weekdays.findIndex((name) => name.startsWith(short.slice(0, 3))) + 1;
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const ahead = (number - today.dayOfWeek + 7) % 7;
  const which = match[1]?.trim() ?? match[3]?.trim();
  if (which === 'next' || which === 'next week') return { date: monday.add({ days: 6 + number }) };
  if (which === 'last') return { date: today.subtract({ days: 7 - ahead || 7 }) };
  if (which === 'this') return { date: today.add({ days: ahead }) };
  if (which === 'this week') return { date: monday.add({ days: number - 1 }) };
  return { date: today.add({ days: (ahead || 7) + (which === 'week' ? 7 : 0) }) };
}

/** `in 3 weeks`, `3 weeks from tomorrow`, `2 days ago`, `a week on Friday`, and a bare `3 weeks` ahead. */
function relative(words: string, context: DayContext, depth: number): Day | null {
  const match = /^(?:in )?(.+?)(?: (ago)| (from|after|before|on) (.+))?$/.exec(words);
  const duration = parseDuration(match?.[1] ?? '');
  if (match === null || duration === null || duration.hours + duration.minutes + duration.seconds > 0)
    return null;
  const base = match[4] === undefined ? { date: context.today } : parseDay(match[4], context, depth + 1);
  if (base === null) return null;
  const back = match[2] === 'ago' || match[3] === 'before';
  return { date: back ? base.date.subtract(duration) : base.date.add(duration) };
}

function period(words: string, today: Temporal.PlainDate): Day | null {
  const match =
    /^(?:(end|start|beginning|first day|last day) of (?:the )?)?(this |next |last )?(week|weekend|month|year)$/.exec(
      words,
    );
  if (match === null) return null;
  const [, part, which = '', unit = ''] = match;
  const step = which === 'next ' ? 1 : which === 'last ' ? -1 : 0;
  if (unit === 'weekend') {
    return part === undefined
      ? { date: today.add({ days: ((6 - today.dayOfWeek + 7) % 7) + 7 * step }) }
      : null;
  }
  const moved = today.add({ [`${unit}s`]: step });
  if (part === undefined) return step === 0 ? null : { date: moved };
  const last = part === 'end' || part === 'last day';
  if (unit === 'week') return { date: moved.add({ days: (last ? 7 : 1) - moved.dayOfWeek }) };
  const start = unit === 'month' ? moved.with({ day: 1 }) : moved.with({ month: 1, day: 1 });
  return { date: last ? start.add({ [`${unit}s`]: 1 }).subtract({ days: 1 }) : start };
}

function holiday(words: string, today: Temporal.PlainDate): Day | null {
  const match = /^(?:next |this )?(.+?)(?:,? (\d{4}))?$/.exec(words);
  const find = findHoliday(match?.[1] ?? '');
  if (find === null || match === null) return null;
  return match[2] === undefined ? yearly(find, today) : { date: find(Number(match[2])) };
}

/** A month and a day in any usual order, read by chrono, or a bare `25th`. */
function calendarDay(words: string, { today, locale }: DayContext): Day | null {
  const bare = /^(\d{1,2})(?:st|nd|rd|th)(?: of (this|next) month)?$/.exec(words);
  if (bare !== null) return dayOfMonth(Number(bare[1]), today, bare[2] === 'next' ? 1 : 0);
  const leap = /^(?:29(?:th)?(?: of)? feb(?:ruary)?|feb(?:ruary)? 29(?:th)?)$/.test(words);
  if (leap) return yearly((year) => dayIn(year, 2, 29), today);
  if (!/\d/.test(words)) return null;
  const parser = /^en-US\b/i.test(locale) ? monthFirst : dayFirst;
  const instant = new Date(Date.UTC(today.year, today.month - 1, today.day, 12));
  const results = parser.parse(words, { instant, timezone: 0 });
  const [result] = results;
  const start = result?.start;
  if (results.length !== 1 || result?.text.length !== words.length || result.end) return null;
  if (start?.isCertain('day') !== true || !start.isCertain('month') || start.isCertain('hour')) return null;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  const named = start.isCertain('year') && /\d{4}|\d[/.-]\d+[/.-]\d|'\d\d|[a-z] \d{2}$/.test(words);
  if (!named) return yearly((other) => dayIn(other, month, day), today);
  const date = dayIn(year, month, day);
  return date === null ? null : { date };
}

function dayOfMonth(day: number, today: Temporal.PlainDate, months: number): Day | null {
  const from = today.with({ day: 1 }).add({ months });
  for (let ahead = 0; ahead < 3; ahead += 1) {
    const month = from.add({ months: ahead });
    const date = dayIn(month.year, month.month, day);
    if (date !== null && Temporal.PlainDate.compare(date, today) >= 0) return { date };
  }
  return null;
}

/** The next such day, today included; leap days may be eight years off. */
function yearly(inYear: (year: number) => Temporal.PlainDate | null, today: Temporal.PlainDate): Day | null {
  for (let year = today.year; year <= today.year + 8; year += 1) {
    const date = inYear(year);
    if (date !== null && Temporal.PlainDate.compare(date, today) >= 0) return { date, inYear };
  }
  return null;
}

function dayIn(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}
