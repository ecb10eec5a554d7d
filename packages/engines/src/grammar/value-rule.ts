import type { GrammarRules } from './grammar-rules.ts';
import { anyJsonChar } from './json-spelling.ts';
import { digits } from './number-range.ts';
import { all, any, chars, optional, type Rule, repeat, text } from './rule.ts';

/** Any JSON value, without white space. */
export function valueRule(rules: GrammarRules): Rule {
  return rules.use('value', () => {
    const value = valueRule(rules);
    return any([
      anyObjectRule(rules),
      all(text('['), optional(all(value, repeat(all(text(','), value), 0, null))), text(']')),
      all(text('"'), repeat(charRule(rules), 0, null), text('"')),
      anyNumberRule(rules),
      text('true'),
      text('false'),
      text('null'),
    ]);
  });
}

export function anyObjectRule(rules: GrammarRules): Rule {
  return rules.use('object', () => {
    const member = all(text('"'), repeat(charRule(rules), 0, null), text('":'), valueRule(rules));
    return all(text('{'), optional(all(member, repeat(all(text(','), member), 0, null))), text('}'));
  });
}

export function anyNumberRule(rules: GrammarRules): Rule {
  return rules.use('number', () =>
    all(
      optional(text('-')),
      any([text('0'), all(chars('1-9'), digits(0, 20))]),
      optional(all(text('.'), digits(1, 23))),
      optional(all(chars('eE'), optional(chars('+-')), digits(1, 2))),
    ),
  );
}

/** One character of a string, spelled as in JSON. */
export function charRule(rules: GrammarRules): Rule {
  return rules.use('char', () => anyJsonChar);
}
