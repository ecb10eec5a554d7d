import { type CharRange, complementOf } from './char-set.ts';
import type { Rule } from './rule.ts';

/** A rule in GBNF, which llama.cpp reads as it is and XGrammar as its EBNF: this writes only what both read alike. */
export function renderGbnf(
  rule: Rule,
  inside: 'alternative' | 'sequence' | 'repeat' = 'alternative',
): string {
  switch (rule.kind) {
    case 'text':
      return inParentheses(literal(rule.text), inside === 'repeat' && [...rule.text].length > 1);
    case 'chars':
      return classText(rule.ranges);
    case 'all':
      if (rule.of.length === 0) return '""';
      return inParentheses(
        rule.of.map((each) => renderGbnf(each, 'sequence')).join(' '),
        inside === 'repeat',
      );
    case 'any':
      if (rule.of.length === 0) throw new Error('A rule that nothing fits cannot be written.');
      return inParentheses(
        rule.of.map((each) => renderGbnf(each, 'alternative')).join(' | '),
        inside !== 'alternative',
      );
    case 'repeat':
      return inParentheses(renderGbnf(rule.of, 'repeat') + counts(rule.min, rule.max), inside === 'repeat');
    case 'use':
      return rule.name;
  }
}

function inParentheses(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}

function counts(min: number, max: number | null): string {
  if (min === 0 && max === null) return '*';
  if (min === 1 && max === null) return '+';
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max ?? ''}}`;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function literal(text: string): string {
  const escaped = [...text].map((char) => escapes[char] ?? (char < ' ' ? hex(char) : char));
  return `"${escaped.join('')}"`;
}

/** By what it leaves out where that is ASCII alone: XGrammar reads other negated classes as something else. */
function classText(ranges: readonly CharRange[]): string {
  const others = complementOf(ranges);
  const negated = others.length > 0 && others.every(([, to]) => to < 0x80);
  return `[${negated ? '^' : ''}${(negated ? others : ranges).map(rangeText).join('')}]`;
}

function rangeText([from, to]: CharRange): string {
  return from === to ? classChar(from) : `${classChar(from)}-${classChar(to)}`;
}

/** Signs that mean something in a class are written by their number. */
function classChar(code: number): string {
  const char = String.fromCodePoint(code);
  return /[a-zA-Z0-9<>{}"|(),.+/:;@_ ]/.test(char) ? char : hex(char);
}

/** Never `\x20`: llama.cpp reads two digits of it, XGrammar as many as there are. */
function hex(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
