import type { Tool } from '@kinglet/spec';
import { Temporal } from 'temporal-polyfill';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { oneLine } from '../text/clean-text.ts';
import { asksForCount, dayAskedFor, daysIn } from './asked-days.ts';
import type { Day } from './day-words.ts';
import { formatDate, formatDistance } from './format-date.ts';
import { nowIn, parseDayWords } from './parse-when.ts';

/** Which day some words mean: weekday, date, and how far from today. */
export const date: Tool = defineTool({
  name: 'date',
  description: 'Find a date, its weekday, and how many days until it.',
  arguments: { when: { description: "the day in the user's words, such as next Friday", maxLength: 100 } },
  examples: [{ text: 'what day is 5 May?', arguments: { when: '5 May' } }],
  answers: true,
  spans: (message) => (asksForCount(message) ? null : dayAskedFor(message)),
  run: ({ when }, context) => {
    const day = parseDayWords(when, context).date;
    const ahead = nowIn(context).toPlainDate().until(day).days;
    return success(
      `${oneLine(when, 60)} is ${formatDate(day)} (${day.toString()}), ${formatDistance(ahead)}.`,
      {
        understood: `${oneLine(when, 60)} = ${formatDate(day)}`,
      },
    );
  },
});

/** Counts the days between two days; the first one is not counted. */
export const days: Tool = defineTool({
  name: 'days',
  description: 'Count the days between two dates.',
  arguments: {
    from: { description: "first day in the user's words", maxLength: 100 },
    to: { description: "second day in the user's words", maxLength: 100 },
  },
  examples: [{ text: 'days between 1 June and 9 July', arguments: { from: '1 June', to: '9 July' } }],
  answers: true,
  spans: (message) => {
    const spans = asksForCount(message) ? daysIn(message) : [];
    return { from: spans.slice(0, -1), to: spans.slice(1) };
  },
  run: (args, context) => {
    const { from, to } = pair(parseDayWords(args.from, context), parseDayWords(args.to, context));
    const between = Math.abs(from.until(to).days);
    const rest = between % 7 === 0 ? '' : ` and ${count(between % 7, 'day')}`;
    const weeks = between < 14 ? '' : ` (${Math.floor(between / 7)} weeks${rest})`;
    const span = `${formatDate(from)} to ${formatDate(to)}`;
    return success(
      `From ${formatDate(from)} to ${formatDate(to)} there ${between === 1 ? 'is' : 'are'} ${count(between, 'day')}${weeks}.`,
      { understood: span },
    );
  },
});

/** A day without a year takes the year that puts it next to the other one: the last `from` before `to`, or the next `to`. */
function pair(from: Day, to: Day): { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate } {
  if (to.inYear !== undefined) return { from: from.date, to: turn(to.inYear, from.date, 1) ?? to.date };
  if (from.inYear !== undefined) return { from: turn(from.inYear, to.date, -1) ?? from.date, to: to.date };
  return { from: from.date, to: to.date };
}

function turn(
  inYear: (year: number) => Temporal.PlainDate | null,
  beside: Temporal.PlainDate,
  direction: 1 | -1,
): Temporal.PlainDate | null {
  for (let step = 0; step <= 8; step += 1) {
    const found = inYear(beside.year + direction * step);
    if (found !== null && Temporal.PlainDate.compare(found, beside) * direction >= 0) return found;
  }
  return null;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
