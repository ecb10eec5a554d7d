import type { Json } from '@kinglet/spec';
import { saidAmounts } from '@kinglet/tools';
import type { Said } from './said.ts';

/** How a value comes out of what was said. */
export interface Transform {
  /** The words that it comes from. */
  readonly from: string;
  /** What was done with them. */
  readonly by: 'date' | 'time' | 'unit' | 'scale' | 'spelled address';
}

/**
 * What a value that does not stand in the conversation is a transform of; null where it is of nothing. These and no others:
 *
 * - date: `3 March` is 2026-03-03, `tomorrow` the day after this one; with its time, as far as one is said.
 * - time: `half past three in the afternoon` is 15:30.
 * - unit: `half an hour` is 30 for an argument in minutes, and `30 minutes`.
 * - scale: `2k` is 2000, `1.5 million` 1500000.
 * - spelled address: `anna at example dot com` is anna@example.com.
 *
 * `unit`: what a number is in, where its tool says so.
 */
export function transformOf(value: Json, said: Said, unit: string | null): Transform | null {
  if (typeof value === 'number') return scaledNumber(value, said) ?? convertedNumber(value, said, unit);
  if (typeof value !== 'string' || value.length > 200) return null;
  return momentText(value, said) ?? amountText(value, said) ?? spelledAddress(value, said);
}

const isoMoment = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function momentText(value: string, said: Said): Transform | null {
  if (/^\d{1,2}:\d{2}$/.test(value)) {
    const time = value.padStart(5, '0');
    const found = said.moments.find(({ times }) => times.includes(time));
    return found === undefined ? null : { from: found.text, by: 'time' };
  }
  const [, date, time, zone] = isoMoment.exec(value) ?? [];
  if (date === undefined) return null;
  if (zone !== undefined) {
    const found = said.moments.find(({ epochMs }) => epochMs !== null && epochMs === Date.parse(value));
    return found === undefined ? null : { from: found.text, by: 'date' };
  }
  const day = said.moments.find(({ dates }) => dates.includes(date));
  if (day === undefined) return null;
  // A day that is asked for with a time begins at midnight.
  const hasTime =
    time === undefined || time === '00:00' || said.moments.some(({ times }) => times.includes(time));
  return hasTime ? { from: day.text, by: 'date' } : null;
}

function amountText(value: string, said: Said): Transform | null {
  if (!/\d/.test(value) || !/\p{L}/u.test(value)) return null;
  const [amount, ...others] = saidAmounts(value);
  if (amount === undefined || others.length > 0 || amount.text.length < value.trim().length) return null;
  const found = said.amounts.find((each) => isSameAmount(each, amount));
  return found === undefined ? null : { from: found.text, by: 'unit' };
}

function isSameAmount(a: ReturnType<typeof saidAmounts>[number], b: typeof a): boolean {
  if (a.dimension !== b.dimension) return false;
  const unit = b.text.replace(/^[\d\s.,]+/, '');
  const [left, right] = [a.in(unit), b.in(unit)];
  return left !== null && right !== null && isSame(left, right);
}

function convertedNumber(value: number, said: Said, unit: string | null): Transform | null {
  if (unit === null) return null;
  const found = said.amounts.find((amount) => {
    const converted = amount.in(unit);
    return converted !== null && (isSame(converted, value) || isRounded(converted, value));
  });
  return found === undefined ? null : { from: found.text, by: 'unit' };
}

/** To a whole number, where the tool takes no other. */
function isRounded(converted: number, value: number): boolean {
  return Number.isInteger(value) && Math.abs(converted) >= 10 && Math.round(converted) === value;
}

export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  million: 1e6,
  mio: 1e6,
  bn: 1e9,
  billion: 1e9,
};
const scaled = /(\d+(?:[.,]\d+)?) ?(k|thousand|million|mio|bn|billion)\b/gi;

/** Numbers with a word for thousands, with that word's value. */
export function scaledNumbers(text: string): readonly { readonly text: string; readonly value: number }[] {
  return [...text.slice(0, 4_000).matchAll(scaled)].map(([words, digits = '', scale = '']) => ({
    text: words,
    value: Number((Number(digits.replace(',', '.')) * (scales[scale.toLowerCase()] ?? 1)).toPrecision(12)),
  }));
}

function scaledNumber(value: number, said: Said): Transform | null {
  for (const text of said.texts) {
    const found = scaledNumbers(text).find((each) => isSame(each.value, Math.abs(value)));
    if (found !== undefined) return { from: found.text, by: 'scale' };
  }
  return null;
}

const spelled =
  /([\p{L}\p{N}._+-]{1,64})\s+at\s+([\p{L}\p{N}-]{1,63}(?:\s+dot\s+[\p{L}\p{N}-]{1,63}){1,4})/giu;

/** Mail addresses that are said in words, written. */
export function spelledAddresses(text: string): readonly { readonly text: string; readonly value: string }[] {
  return [...text.slice(0, 4_000).matchAll(spelled)].map(([words, name = '', host = '']) => ({
    text: words,
    value: `${name}@${host.replace(/\s+dot\s+/gi, '.')}`.toLowerCase(),
  }));
}

function spelledAddress(value: string, said: Said): Transform | null {
  if (!value.includes('@')) return null;
  for (const text of said.texts) {
    const found = spelledAddresses(text).find((each) => each.value === value.toLowerCase());
    if (found !== undefined) return { from: found.text, by: 'spelled address' };
  }
  return null;
}
