import { all, any, chars, empty, nothing, type Rule, repeat, text } from './rule.ts';

/** Largest magnitude that a grammar writes where the schema sets no limit: 15 digits, all of them exact. */
export const largestInteger = 999_999_999_999_999;

/** Decimal integers from `min` to `max`, both included, without leading zeros, plus sign or `-0`. */
export function integerRange(min: number, max: number): Rule {
  const low = Math.max(Math.ceil(min), -largestInteger);
  const high = Math.min(Math.floor(max), largestInteger);
  const negative = low < 0 ? all(text('-'), magnitudes(Math.max(1, -high), -low)) : nothing;
  return any([negative, high >= 0 ? magnitudes(Math.max(0, low), high) : nothing]);
}

/** The same for `0 <= low`, without a sign. */
export function magnitudes(low: number, high: number): Rule {
  const alternatives: Rule[] = [];
  let from = low;
  if (from === 0 && from <= high) {
    alternatives.push(text('0'));
    from = 1;
  }
  while (from <= high) {
    const firstLength = String(from).length;
    if (from === 10 ** (firstLength - 1)) {
      const lastLength = String(high + 1).length - 1;
      if (lastLength >= firstLength) {
        alternatives.push(all(chars('1-9'), digits(firstLength - 1, lastLength - 1)));
        from = 10 ** lastLength;
        continue;
      }
    }
    const to = Math.min(high, 10 ** firstLength - 1);
    alternatives.push(sameLength(String(from), String(to)));
    from = to + 1;
  }
  return any(alternatives);
}

/** Digit strings from low to high, both of one length. */
function sameLength(low: string, high: string): Rule {
  if (low === high) return text(low);
  const rest = low.length - 1;
  const first = Number(low[0]);
  const last = Number(high[0]);
  if (first === last) return all(text(String(first)), sameLength(low.slice(1), high.slice(1)));
  const lowIsFull = low.slice(1) === '0'.repeat(rest);
  const highIsFull = high.slice(1) === '9'.repeat(rest);
  const alternatives: Rule[] = [];
  if (!lowIsFull) alternatives.push(all(text(String(first)), sameLength(low.slice(1), '9'.repeat(rest))));
  const from = lowIsFull ? first : first + 1;
  const to = highIsFull ? last : last - 1;
  if (from <= to) alternatives.push(all(digit(from, to), digits(rest, rest)));
  if (!highIsFull) alternatives.push(all(text(String(last)), sameLength('0'.repeat(rest), high.slice(1))));
  return any(alternatives);
}

/** One digit from `from` to `to`. */
export function digit(from: number, to: number): Rule {
  return from === to ? text(String(from)) : chars(`${from}-${to}`);
}

/** Any digits, from `min` to `max` of them. */
export function digits(min: number, max: number): Rule {
  return max === 0 ? empty : repeat(chars('0-9'), min, max);
}
