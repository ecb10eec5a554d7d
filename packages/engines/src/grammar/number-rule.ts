import { decimalRange, type Limit } from './decimal-range.ts';
import { integerMultiples, listedMultiples, wholeMultiple } from './multiples.ts';
import { largestInteger } from './number-range.ts';
import { isNothing, type Rule } from './rule.ts';
import type { SchemaCompiler } from './schema-compiler.ts';
import { numberLimits } from './schema-facts.ts';
import { type Members, malformed, numbersOf, uncompilable, valuesOf } from './schema-keywords.ts';
import { anyNumberRule } from './value-rule.ts';

/**
 * Numbers without limits have up to 21 digits before the point and perhaps an exponent; with limits or steps at most 15 digits before the
 * point, and no exponent.
 */
export function numberRule(members: Members, compiler: SchemaCompiler, type: 'number' | 'integer'): Rule {
  const limits = numberLimits(members);
  const low = limits.low ?? { value: -largestInteger, open: false };
  const high = limits.high ?? { value: largestInteger, open: false };
  const steps = stepsOf(members);
  const isWhole = type === 'integer' || steps.some((step) => Number.isInteger(step));
  if (!isWhole && steps.length === 0 && limits.low === null && limits.high === null)
    return anyNumberRule(compiler.rules);
  const rule = isWhole ? wholeNumbers(steps, low, high) : decimals(steps, low, high);
  if (rule === null) {
    const { node } = valuesOf(members, 'multipleOf')[0] ?? {};
    const reason = `the multiples of ${steps.join(' and ')} are too many between these limits`;
    throw uncompilable(members, node, 'multipleOf', reason);
  }
  return isNothing(rule) ? compiler.impossible('no number between its limits', members) : rule;
}

function stepsOf(members: Members): readonly number[] {
  for (const { node, value } of valuesOf(members, 'multipleOf')) {
    if (!(typeof value === 'number' && value > 0))
      throw malformed(members, node, 'multipleOf', value, 'a number above 0');
  }
  return [...new Set(numbersOf(members, 'multipleOf'))];
}

/** Null where the multiples are too many. */
function wholeNumbers(steps: readonly number[], low: Limit, high: Limit): Rule | null {
  const step = wholeMultiple([1, ...steps]);
  if (step === null) return null;
  const first = low.open && Number.isInteger(low.value) ? low.value + 1 : low.value;
  const last = high.open && Number.isInteger(high.value) ? high.value - 1 : high.value;
  return integerMultiples(step, first, last);
}

function decimals([step, ...others]: readonly number[], low: Limit, high: Limit): Rule | null {
  if (step === undefined) return decimalRange(low, high);
  if (others.length > 0) return null;
  const places = Math.round(-Math.log10(step));
  if (places > 0 && places < 15 && step === Number(`1e-${places}`)) {
    const bound = 10 ** (15 - places) - 1;
    const least = low.value < -bound ? { value: -bound, open: false } : low;
    const most = high.value > bound ? { value: bound, open: false } : high;
    return decimalRange(least, most, places);
  }
  return low.open || high.open ? null : listedMultiples(step, low.value, high.value);
}
