import { digits, integerRange, largestInteger } from './number-range.ts';
import { all, any, nothing, type Rule, text } from './rule.ts';

/** Most multiples that are written one by one. */
const mostListed = 1000;

/** A decimal number as `units` / 10^`places`. */
interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

/**
 * The smallest whole number that is a multiple of all these positive numbers: such as 3 for 1.5. Null where it is beyond
 * `largestInteger`.
 */
export function wholeMultiple(numbers: readonly number[]): number | null {
  const steps = numbers
    .map(scaled)
    .map(({ units, places }) => units / greatestDivisor(units, 10n ** BigInt(places)));
  const common = steps.reduce((a, b) => (a * b) / greatestDivisor(a, b), 1n);
  return common <= BigInt(largestInteger) ? Number(common) : null;
}

/** The whole multiples of a whole number between two limits; null where a grammar for them would be too large. */
export function integerMultiples(step: number, min: number, max: number): Rule | null {
  if (step === 1) return integerRange(min, max);
  const low = Math.max(min, -largestInteger);
  const high = Math.min(max, largestInteger);
  if (Math.floor(high / step) - Math.ceil(low / step) < mostListed) return listed(step, low, high);
  const places = [1, 2, 3].find((count) => 10 ** count % step === 0);
  return places === undefined ? null : byEnding(step, places, low, high);
}

/** Multiples of a decimal number between two limits, where they are few; else null. */
export function listedMultiples(step: number, low: number, high: number): Rule | null {
  // One more at each end, since the division rounds.
  const first = Math.ceil(low / step) - 1;
  const last = Math.floor(high / step) + 1;
  if (!(last - first < mostListed)) return null;
  const { units, places } = scaled(step);
  const multiples = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(`${BigInt(first + index) * units}e-${places}`),
  );
  return any(
    multiples.filter((each) => each >= low && each <= high).map((each) => text(JSON.stringify(each))),
  );
}

function listed(step: number, low: number, high: number): Rule {
  const first = Math.ceil(low / step);
  const count = Math.max(0, Math.floor(high / step) - first + 1);
  return any(Array.from({ length: count }, (_, index) => text(String((first + index) * step || 0))));
}

/** For a step that 10^places is a multiple of: whether a number is a multiple shows in its last digits alone. */
function byEnding(step: number, places: number, low: number, high: number): Rule {
  const block = 10 ** places;
  const endings = Array.from({ length: block / step }, (_, index) =>
    String(index * step).padStart(places, '0'),
  );
  const ending = endings.length === block ? digits(places, places) : any(endings.map((each) => text(each)));
  const blocks = (from: number, to: number): Rule => {
    const first = Math.max(1, Math.ceil(from / block));
    const last = Math.floor((to + step) / block) - 1;
    if (first > last) return listed(step, from, to);
    return any([
      listed(step, from, first * block - 1),
      all(integerRange(first, last), ending),
      listed(step, (last + 1) * block, to),
    ]);
  };
  return any([
    low < 0 ? all(text('-'), blocks(Math.max(1, -high), -low)) : nothing,
    high >= 0 ? blocks(Math.max(0, low), high) : nothing,
  ]);
}

function scaled(value: number): Scaled {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return places < 0 ? { units: units * 10n ** BigInt(-places), places: 0 } : { units, places };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
