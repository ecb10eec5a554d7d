import { type CharRange, complementOf, rangesOf, unionOf } from './char-set.ts';

/**
 * One expression of a grammar, as data. The constructors below keep it simple: what no text can fit falls away, and
 * neighbouring texts are one.
 */
export type Rule =
  | { readonly kind: 'text'; readonly text: string }
  /** One character of these ranges, which neither touch nor overlap; never none. */
  | { readonly kind: 'chars'; readonly ranges: readonly CharRange[] }
  | { readonly kind: 'all'; readonly of: readonly Rule[] }
  | { readonly kind: 'any'; readonly of: readonly Rule[] }
  /** `max` null is unlimited. */
  | { readonly kind: 'repeat'; readonly of: Rule; readonly min: number; readonly max: number | null }
  /** A rule of `GrammarRules` by its name. */
  | { readonly kind: 'use'; readonly name: string };

/** Fits no text at all. */
export const nothing: Rule = { kind: 'any', of: [] };
/** Fits the empty text only. */
export const empty: Rule = { kind: 'all', of: [] };

export function isNothing(rule: Rule): boolean {
  return rule.kind === 'any' && rule.of.length === 0;
}

function isEmpty(rule: Rule): boolean {
  return rule.kind === 'all' && rule.of.length === 0;
}

export function text(text: string): Rule {
  return text === '' ? empty : { kind: 'text', text };
}

/** One of the characters. */
export function charsOf(ranges: readonly CharRange[]): Rule {
  return ranges.length === 0 ? nothing : { kind: 'chars', ranges: unionOf(ranges) };
}

/** The same for a text such as `a-z_`. */
export function chars(spec: string): Rule {
  return charsOf(rangesOf(spec));
}

/** Any one character but these, which are written as for `chars`. */
export function charsBut(spec: string): Rule {
  return charsOf(complementOf(rangesOf(spec)));
}

/** One after the other. */
export function all(...rules: readonly Rule[]): Rule {
  const of: Rule[] = [];
  for (const rule of rules) {
    if (isNothing(rule)) return nothing;
    for (const part of rule.kind === 'all' ? rule.of : [rule]) {
      const last = of.at(-1);
      if (part.kind === 'text' && last?.kind === 'text') of[of.length - 1] = text(last.text + part.text);
      else of.push(part);
    }
  }
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'all', of };
}

/** One of them. */
export function any(rules: readonly Rule[]): Rule {
  const of = rules.some(({ kind }) => kind === 'any')
    ? rules.flatMap((each) => (each.kind === 'any' ? each.of : [each]))
    : rules;
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of };
}

/** From `min` to `max` times; `max` null is unlimited. */
export function repeat(of: Rule, min: number, max: number | null): Rule {
  if (max === 0 || isEmpty(of) || (isNothing(of) && min === 0)) return empty;
  if (isNothing(of) || (max !== null && min > max)) return nothing;
  return min === 1 && max === 1 ? of : { kind: 'repeat', of, min, max };
}

export function optional(of: Rule): Rule {
  return repeat(of, 0, 1);
}

/** The rule with its parts replaced, from the inside out. */
export function mapRule(rule: Rule, replace: (leaf: Rule) => Rule): Rule {
  switch (rule.kind) {
    case 'all':
      return all(...rule.of.map((each) => mapRule(each, replace)));
    case 'any':
      return any(rule.of.map((each) => mapRule(each, replace)));
    case 'repeat':
      return repeat(mapRule(rule.of, replace), rule.min, rule.max);
    default:
      return replace(rule);
  }
}
