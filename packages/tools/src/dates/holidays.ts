import { Temporal } from 'temporal-polyfill';

type DayOfYear = (year: number) => Temporal.PlainDate;

const fixed =
  (month: number, day: number): DayOfYear =>
  (year) =>
    new Temporal.PlainDate(year, month, day);

/** Gregorian Easter Sunday by the anonymous algorithm (Nature, 1876; Meeus, Astronomical Algorithms, ch. 8). */
const easter: DayOfYear = (year) => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skipped =
    century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + skipped + 15) % 30;
  const yearOfCentury = year % 100;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * correction + 114;
  return new Temporal.PlainDate(year, Math.floor(days / 31), (days % 31) + 1);
};

const fromEaster =
  (days: number): DayOfYear =>
  (year) =>
    easter(year).add({ days });

/** The fourth Thursday of November (US). */
const thanksgiving: DayOfYear = (year) => {
  const first = new Temporal.PlainDate(year, 11, 1);
  return first.add({ days: ((4 - first.dayOfWeek + 7) % 7) + 21 });
};

const holidays = new Map<string, DayOfYear>([
  ['new year', fixed(1, 1)],
  ['new years', fixed(1, 1)],
  ['new years eve', fixed(12, 31)],
  ['valentines', fixed(2, 14)],
  ['st patricks', fixed(3, 17)],
  ['april fools', fixed(4, 1)],
  ['halloween', fixed(10, 31)],
  ['christmas', fixed(12, 25)],
  ['xmas', fixed(12, 25)],
  ['christmas eve', fixed(12, 24)],
  ['boxing', fixed(12, 26)],
  ['easter', easter],
  ['easter sunday', easter],
  ['good friday', fromEaster(-2)],
  ['easter monday', fromEaster(1)],
  ['ash wednesday', fromEaster(-46)],
  ['pentecost', fromEaster(49)],
  ['thanksgiving', thanksgiving],
]);

/** The day of a holiday by its English name, such as `christmas eve`, for a year; null where it is none. */
export function findHoliday(name: string): DayOfYear | null {
  return holidays.get(name.replace(/['’]/g, '').replace(/ day$/, '')) ?? null;
}
