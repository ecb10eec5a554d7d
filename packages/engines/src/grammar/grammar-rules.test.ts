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

  test('spells signs by their number where they mean something', () => {
    expect(print(text('"\\\n\u0001ä'))).toBe('"\\"\\\\\\n\\x01ä"');
    expect(print(charsBut('^]\\-ä😀'))).toBe('[^\\x5e\\x5d\\x5c-\\xe4\\U0001f600]');
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
