import { describe, expect, test } from 'vitest';
import { GrammarRules } from './grammar-rules.ts';
import { all, any, chars, charsBut, empty, nothing, optional, repeat, text } from './rule.ts';

const print = (rule: Parameters<GrammarRules['print']>[0]) =>
  new GrammarRules().print(rule).replace('root ::= ', '');

describe('GBNF', () => {
  test('has parentheses where they are needed and nowhere else', () => {
    expect(print(all(text('a'), any([text('b'), all(text('c'), chars('0-9'))]), text('d')))).toBe(
      '"a" ("b" | "c" [0-9]) "d"',
    );
    expect(print(repeat(text('ab'), 2, null))).toBe('("ab"){2,}');
    expect(print(repeat(optional(text('a')), 0, 3))).toBe('("a"?){0,3}');
    expect(print(all(text('a'), text('b'), empty, text('c')))).toBe('"abc"');
    expect(print(any([text('a'), empty]))).toBe('"a" | ""');
  });

  test('spells signs by their number where they mean something, in a way that both engines read', () => {
    expect(print(text('"\\\n\u0001ä'))).toBe('"\\"\\\\\\n\\u0001ä"');
    expect(print(charsBut('^]"'))).toBe('[^"\\u005d-\\u005e]');
    expect(print(chars('-a1'))).toBe('[\\u002d1a]');
    expect(print(charsBut('ä'))).toBe('[\\u0000-\\u00e3\\u00e5-\\U0010ffff]');
  });
});

describe('rules', () => {
  test('that are used once stand in place, others are written once', () => {
    const rules = new GrammarRules();
    const once = rules.share(all(text('a'), chars('0-9')));
    const twice = rules.share(any([text('b'), text('c')]));
    expect(rules.share(any([text('b'), text('c')]))).toBe(twice);
    expect(rules.print(all(once, twice, twice))).toBe('root ::= "a" [0-9] r2 r2\nr2 ::= "b" | "c"');
  });

  test('that nothing fits take their alternatives along, and those that need themselves', () => {
    const rules = new GrammarRules();
    const endless = rules.use('endless', () =>
      all(
        text('('),
        rules.use('endless', () => nothing),
        text(')'),
      ),
    );
    const never = rules.use('never', () => nothing);
    expect(rules.print(any([all(text('a'), optional(endless)), all(text('b'), never)]))).toBe('root ::= "a"');
    rules.need(endless, () => new Error('endless'));
    expect(() => rules.print(text('a'))).toThrow('endless');
  });
});
