import { decimalRange } from './decimal-range.ts';
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
  const steps = numbersOf(members, 'multipleOf');
  if (steps.some((step) => !(step > 0)))
    throw malformed(
      members,
      valuesOf(members, 'multipleOf')[0]?.node,
      'multipleOf',
      Math.min(...steps),
      'above 0',
    );
  const none = () => compiler.impossible('no number between its limits', members);
  const orNone = (rule: Rule) => (isNothing(rule) ? none() : rule);
  const tooMany = (step: number) => {
    const node = valuesOf(members, 'multipleOf')[0]?.node;
    return uncompilable(
      members,
      node,
      'multipleOf',
      `the multiples of ${step} are too many between these limits`,
    );
  };

  if (type === 'integer' || steps.some((step) => Number.isInteger(step))) {
    const step = wholeMultiple([1, ...steps]);
    if (step === null) throw tooMany(Math.max(...steps));
    const first = low.open && Number.isInteger(low.value) ? low.value + 1 : low.value;
    const last = high.open && Number.isInteger(high.value) ? high.value - 1 : high.value;
    const rule = integerMultiples(step, first, last);
    if (rule === null) throw tooMany(step);
    return orNone(rule);
  }
  const [step] = steps;
  if (step === undefined) {
    return limits.low === null && limits.high === null
      ? anyNumberRule(compiler.rules)
      : orNone(decimalRange(low, high));
  }
  if (steps.length > 1)
    throw uncompilable(
      members,
      valuesOf(members, 'multipleOf')[1]?.node,
      'multipleOf',
      'there is more than one',
    );
  const places = Math.round(-Math.log10(step));
  if (places > 0 && places < 15 && String(step) === String(Number(`1e-${places}`))) {
    const bound = 10 ** (15 - places) - 1;
    return orNone(
      decimalRange(
        low.value < -bound ? { value: -bound, open: false } : low,
        high.value > bound ? { value: bound, open: false } : high,
        places,
      ),
    );
  }
  const rule = low.open || high.open ? null : listedMultiples(step, low.value, high.value);
  if (rule === null) throw tooMany(step);
  return orNone(rule);
}
