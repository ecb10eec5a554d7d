import type { Temporal } from 'temporal-polyfill';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `Friday 4 December 2026`. English and fixed, so that a small model can read it. */
export function formatDate(date: Temporal.PlainDate): string {
  return `${weekdays[date.dayOfWeek - 1]} ${date.day} ${months[date.month - 1]} ${date.year}`;
}

/** `Friday 4 December 2026, 09:00`; seconds only where there are any. */
export function formatMoment(moment: Temporal.ZonedDateTime): string {
  const time = moment.toPlainTime();
  const text = time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });
  return `${formatDate(moment.toPlainDate())}, ${text}`;
}

/** `today`, `tomorrow`, `in 12 days`, `3 days ago`. */
export function formatDistance(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
