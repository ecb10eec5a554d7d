import { Temporal } from 'temporal-polyfill';

const units: readonly (readonly [
  RegExp,
  'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes' | 'seconds',
  number,
])[] = [
  [/^(?:years?|yrs?|y)$/, 'years', 1],
  [/^(?:months?|mo)$/, 'months', 1],
  [/^(?:fortnights?)$/, 'weeks', 2],
  [/^(?:weeks?|wks?|w)$/, 'weeks', 1],
  [/^(?:days?|d)$/, 'days', 1],
  [/^(?:hours?|hrs?|h)$/, 'hours', 1],
  [/^(?:minutes?|mins?|m)$/, 'minutes', 1],
  [/^(?:seconds?|secs?|s)$/, 'seconds', 1],
];

/** What the next smaller unit is, for halves and for `1h30`. */
const smaller = {
  years: ['months', 12],
  months: null,
  weeks: ['days', 7],
  days: ['hours', 24],
  hours: ['minutes', 60],
  minutes: ['seconds', 60],
  seconds: null,
} as const;

const maxCount = 100_000;

/**
 * Reads a length of time such as `3 weeks`, `1 hour 30 minutes`, `half an hour`, `1h30`; null where it is none.
 * Expects lower case with digits for number words.
 */
export function parseDuration(text: string): Temporal.Duration | null {
  const plain = text
    .replace(/^(?:a |an )?half (?:an? |of an? )?/, '0.5 ')
    .replace(/^(?:a )?quarter (?:of )?(?:an? )?/, '0.25 ')
    .replace(/^3 quarters of an? /, '0.75 ')
    .replace(/^(?:a )?couple (?:of )?/, '2 ')
    .replace(/^an? ([a-z]+) and a half$/, '1.5 $1')
    .replace(/^(\d+) ([a-z]+) and a half$/, '$1.5 $2')
    .replace(/^(\d+) and a half /, '$1.5 ')
    .replace(/^(\d+) 1\/2 |^(\d+)½ ?/, '$1$2.5 ')
    .replace(/^an? /, '1 ');
  const pattern = /\s*(?:,|and)?\s*(\d+(?:\.\d+)?)[ -]?([a-z]+)?/y;
  let total = new Temporal.Duration();
  let previous: keyof typeof smaller | null = null;
  while (pattern.lastIndex < plain.length) {
    const match = pattern.exec(plain);
    if (match === null) return null;
    const unit = unitOf(match[2], previous);
    const count = Number(match[1]);
    if (unit === null || !(count <= maxCount)) return null;
    const part = durationOf(count * unit[1], unit[0]);
    if (part === null) return null;
    total = sum(total, part);
    previous = unit[0];
  }
  return previous === null ? null : total;
}

function unitOf(
  name: string | undefined,
  previous: keyof typeof smaller | null,
): readonly [keyof typeof smaller, number] | null {
  if (name === undefined) {
    const implied = previous === 'hours' || previous === 'minutes' ? smaller[previous] : null;
    return implied === null ? null : [implied[0], 1];
  }
  const found = units.find(([pattern]) => pattern.test(name));
  return found === undefined ? null : [found[1], found[2]];
}

/** Fractions go into the next smaller unit, if they come out whole to the thousandth there. */
function durationOf(count: number, unit: keyof typeof smaller): Temporal.Duration | null {
  if (Number.isInteger(count)) return Temporal.Duration.from({ [unit]: count });
  const next = smaller[unit];
  if (next === null)
    return unit === 'seconds' ? Temporal.Duration.from({ seconds: Math.round(count) }) : null;
  const whole = Math.trunc(count);
  const rest = durationOf(Math.round((count - whole) * next[1] * 1_000) / 1_000, next[0]);
  return rest === null ? null : sum(Temporal.Duration.from({ [unit]: whole }), rest);
}

function sum(left: Temporal.Duration, right: Temporal.Duration): Temporal.Duration {
  return Temporal.Duration.from({
    years: left.years + right.years,
    months: left.months + right.months,
    weeks: left.weeks + right.weeks,
    days: left.days + right.days,
    hours: left.hours + right.hours,
    minutes: left.minutes + right.minutes,
    seconds: left.seconds + right.seconds,
  });
}
