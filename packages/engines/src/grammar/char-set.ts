import type { CharRange, Rule } from './rule.ts';

const largestCode = 0x10ffff;

/** The same characters as ranges that neither touch nor overlap, in order. */
export function unionOf(ranges: readonly CharRange[]): readonly CharRange[] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** All other characters. */
export function complementOf(ranges: readonly CharRange[]): readonly CharRange[] {
  const gaps: CharRange[] = [];
  let from = 0;
  for (const [first, last] of unionOf(ranges)) {
    if (first > from) gaps.push([from, first - 1]);
    from = last + 1;
  }
  return from > largestCode ? gaps : [...gaps, [from, largestCode]];
}

export function intersectionOf(a: readonly CharRange[], b: readonly CharRange[]): readonly CharRange[] {
  return complementOf([...complementOf(a), ...complementOf(b)]);
}

/** A character class; one that reaches to the end of Unicode is written by what it leaves out. */
export function charsOf(ranges: readonly CharRange[]): Rule {
  const negated = ranges.at(-1)?.[1] === largestCode && ranges.length > 1;
  return { kind: 'chars', negated, ranges: negated ? complementOf(ranges) : unionOf(ranges) };
}

/** The characters of a class. */
export function rangesOf({ negated, ranges }: Extract<Rule, { kind: 'chars' }>): readonly CharRange[] {
  return negated ? complementOf(ranges) : unionOf(ranges);
}
