import { type CharRange, intersectionOf } from './char-set.ts';
import { all, any, chars, charsBut, charsOf, mapRule, type Rule, text } from './rule.ts';

/** Any one character of a string as `JSON.stringify` spells it, a control character also by its number. */
export const anyJsonChar: Rule = any([
  charsBut('"\\\u0000-\u001f'),
  all(text('\\'), any([chars('"\\bfnrt'), all(text('u00'), chars('01'), chars('0-9a-f'))])),
]);

/** A rule of bare text as it stands inside a string's quotes: spelled as `JSON.stringify` does. */
export function jsonSpelling(rule: Rule): Rule {
  return mapRule(rule, (leaf) => {
    if (leaf.kind === 'text') return text(JSON.stringify(leaf.text).slice(1, -1));
    return leaf.kind === 'chars' ? spelledClass(leaf.ranges) : leaf;
  });
}

const bare: readonly CharRange[] = [
  [0x20, 0x21],
  [0x23, 0x5b],
  [0x5d, 0x10ffff],
];
const escaped: readonly CharRange[] = [
  [0, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
];

function spelledClass(ranges: readonly CharRange[]): Rule {
  const plain = intersectionOf(ranges, bare);
  const spellings = intersectionOf(ranges, escaped).flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) =>
      JSON.stringify(String.fromCodePoint(from + index)).slice(2, -1),
    ),
  );
  const oneOf = (starts: string) => {
    const ends = spellings.filter((each) => each.startsWith(starts) && each.length === starts.length + 1);
    const codes = ends.map((each): CharRange => {
      const code = each.charCodeAt(starts.length);
      return [code, code];
    });
    return all(text(starts), charsOf(codes));
  };
  return any([charsOf(plain), all(text('\\'), any([oneOf(''), oneOf('u000'), oneOf('u001')]))]);
}
