import { digit, digits, largestInteger, magnitudes } from './number-range.ts';
import { all, any, nothing, optional, type Rule, text } from './rule.ts';

/** A limit of a number; an `open` one is not itself allowed. */
export interface Limit {
  readonly value: number;
  readonly open: boolean;
}

/** Digits after the point that a grammar writes at most. */
const longestFraction = 23;
/** Digits that a double keeps exactly: with more of them a number can round to an open limit. */
const exactDigits = 15;

/**
 * Decimal numbers between two limits, without exponent, leading zeros or plus sign. `maxFraction`: digits after the
 * point at most. Limits beyond `largestInteger` are tightened to it; nothing is written
 * beyond it.
 */
export function decimalRange(low: Limit, high: Limit, maxFraction = longestFraction): Rule {
  if (low.value > largestInteger || high.value < -largestInteger) return nothing;
  const wholeDigits = Math.max(
    ...[low, high].map(({ value, open }) => (open ? decimal(value)[0].length : 0)),
  );
  const fraction =
    wholeDigits === 0 ? maxFraction : Math.min(maxFraction, Math.max(0, exactDigits - wholeDigits));
  return any([
    low.value < 0 ? all(text('-'), belowZero(low, high, fraction)) : nothing,
    high.value < 0 ? nothing : between(low.value < 0 ? zero : low, high, fraction),
  ]);
}

const zero: Limit = { value: 0, open: false };

/** Without the sign. Never a bare 0. */
function belowZero(low: Limit, high: Limit, maxFraction: number): Rule {
  if (high.value < 0) return between(negated(high), negated(low), maxFraction);
  if (high.value === 0 && high.open) return between(high, negated(low), maxFraction);
  return between(zero, negated(low), maxFraction, { bareZero: false });
}

function negated({ value, open }: Limit): Limit {
  return { value: -value, open };
}

/** Numbers without a sign between two limits from 0 on. */
function between(low: Limit, high: Limit, maxFraction: number, { bareZero = true } = {}): Rule {
  const [lowWhole, lowFraction] = decimal(low.value);
  const [highWhole, highFraction] = decimal(high.value);
  const from: Digits = { digits: lowFraction, open: low.open };
  const to: Digits = { digits: highFraction, open: high.open };
  const first = Number(lowWhole);
  const last = Number(highWhole);
  if (first > last) return nothing;
  const atStart = (upper: Digits) =>
    all(text(lowWhole), bareZero ? fractions(from, upper, maxFraction) : point(from, upper, maxFraction));
  if (first === last) return atStart(to);
  const isWhole = lowFraction === '' && !low.open && bareZero;
  return any([
    isWhole ? nothing : atStart(null),
    all(magnitudes(isWhole ? first : first + 1, last - 1), fractions(null, null, maxFraction)),
    all(text(highWhole), fractions(null, to, maxFraction)),
  ]);
}

/** Digits after the point that are still to be met; null where any will do. */
type Digits = { readonly digits: string; readonly open: boolean } | null;

/** What may follow a whole part: nothing, or a point and digits. */
function fractions(low: Digits, high: Digits, most: number): Rule {
  const some = point(low, high, most);
  return mayEnd(low, high) ? optional(some) : some;
}

function point(low: Digits, high: Digits, most: number): Rule {
  return all(text('.'), someDigits(low, high, most));
}

function someDigits(low: Digits, high: Digits, most: number): Rule {
  if (most === 0 || high?.digits === '') return nothing;
  if (isFree(low) && high === null) return digits(1, most);
  const alternatives: Rule[] = [];
  const least = Number(low?.digits[0] ?? 0);
  const largest = Number(high?.digits[0] ?? 9);
  for (let next = least; next <= largest; next++) {
    const lower = next > least ? null : restOf(low);
    const upper = next < largest ? null : restOf(high);
    const isLoose = isFree(lower) && upper === null;
    let last = next;
    while (isLoose && last + 1 < largest + (high === null ? 1 : 0)) last++;
    const more = someDigits(lower, upper, most - 1);
    alternatives.push(all(digit(next, last), mayEnd(lower, upper) ? optional(more) : more));
    next = last;
  }
  return any(alternatives);
}

/** Above the lower limit whatever follows. */
function isFree(low: Digits): boolean {
  return low === null || (low.digits === '' && !low.open);
}

function restOf(limit: Digits): Digits {
  return limit === null ? null : { ...limit, digits: limit.digits.slice(1) };
}

/** Whether no further digit is needed, so that zeros could follow. */
function mayEnd(low: Digits, high: Digits): boolean {
  return isFree(low) && (high === null || high.digits !== '' || !high.open);
}

/** Digits before and after the point, the magnitude tightened to `largestInteger`; no zeros at the end. */
function decimal(value: number): readonly [whole: string, fraction: string] {
  const size = Math.min(Math.abs(value), largestInteger);
  const [mantissa = '', exponent = '0'] = String(size).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  return shift < 0 ? ['0', `${'0'.repeat(-shift - whole.length)}${whole}${fraction}`] : [whole, fraction];
}
