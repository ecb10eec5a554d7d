import { anyOf, repeat } from './grammar-rules.ts';
import { literal } from './literal.ts';

/** Largest magnitude that a grammar writes where the schema sets no limit: 15 digits, all of them exact. */
export const largestInteger = 999_999_999_999_999;

/**
 * Alternatives for the decimal integers from `min` to `max`, both included, without leading zeros, plus sign or `-0`.
 * Empty where there is none. Limits beyond `largestInteger` are tightened to it.
 */
export function integerRange(min: number, max: number): readonly string[] {
  const low = Math.max(Math.ceil(min), -largestInteger);
  const high = Math.min(Math.floor(max), largestInteger);
  const negative = low < 0 ? magnitudes(Math.max(1, -high), -low) : [];
  const positive = high >= 0 ? magnitudes(Math.max(0, low), high) : [];
  return [...negative.map((digits) => `"-" ${digits}`), ...positive];
}

/** The same for `0 <= low`, without a sign. */
export function magnitudes(low: number, high: number): readonly string[] {
  const alternatives: string[] = [];
  let from = low;
  if (from === 0 && from <= high) {
    alternatives.push('"0"');
    from = 1;
  }
  while (from <= high) {
    const firstLength = String(from).length;
    if (from === 10 ** (firstLength - 1)) {
      const lastLength = String(high + 1).length - 1;
      if (lastLength >= firstLength) {
        alternatives.push(sequence('[1-9]', anyDigits(firstLength - 1, lastLength - 1)));
        from = 10 ** lastLength;
        continue;
      }
    }
    const to = Math.min(high, 10 ** firstLength - 1);
    alternatives.push(sameLength(String(from), String(to)));
    from = to + 1;
  }
  return alternatives;
}

/** Digit strings from low to high, both of one length. */
function sameLength(low: string, high: string): string {
  if (low === high) return low === '' ? '' : literal(low);
  const rest = low.length - 1;
  const first = Number(low[0]);
  const last = Number(high[0]);
  if (first === last) return sequence(literal(String(first)), sameLength(low.slice(1), high.slice(1)));
  const lowIsFull = low.slice(1) === '0'.repeat(rest);
  const highIsFull = high.slice(1) === '9'.repeat(rest);
  const alternatives: string[] = [];
  if (!lowIsFull)
    alternatives.push(sequence(literal(String(first)), sameLength(low.slice(1), '9'.repeat(rest))));
  const from = lowIsFull ? first : first + 1;
  const to = highIsFull ? last : last - 1;
  if (from <= to)
    alternatives.push(
      sequence(from === to ? literal(String(from)) : `[${from}-${to}]`, anyDigits(rest, rest)),
    );
  if (!highIsFull)
    alternatives.push(sequence(literal(String(last)), sameLength('0'.repeat(rest), high.slice(1))));
  return anyOf(alternatives);
}

function anyDigits(min: number, max: number): string {
  return max === 0 ? '' : repeat('[0-9]', min, max);
}

function sequence(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
