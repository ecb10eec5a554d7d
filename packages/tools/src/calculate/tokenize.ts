import { oneLine } from '../text/clean-text.ts';
import { Exact } from './exact-decimal.ts';
import { expressionError } from './expression-error.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: Exact; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string };

const numberPattern = /(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/y;
const thousandsPattern = /\d{1,3}(?:[,'’\u2009\u202F\u00A0]\d{3})+(?!\d)(?:\.\d+)?/y;
const namePattern = /[a-z_][a-z0-9_]*/y;
const symbols = new Set('+-*/^%(),;°');
const currency = /[$€£¥₹]/;

/**
 * Splits a normalised expression into tokens. A comma before exactly three digits groups thousands, except between a
 * function's parentheses, where it separates arguments.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const inFunction: boolean[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index] ?? '';
    const number = numberAt(text, index, inFunction.at(-1) ?? false);
    const name = matchAt(namePattern, text, index);
    if (number !== null) {
      tokens.push({ kind: 'number', value: toDecimal(number), text: number });
      index += number.length;
    } else if (name !== null) {
      tokens.push({ kind: 'name', text: name });
      index += name.length;
    } else if (symbols.has(character)) {
      if (character === '(') inFunction.push(tokens.at(-1)?.kind === 'name' && tokens.at(-1)?.text !== 'of');
      if (character === ')') inFunction.pop();
      tokens.push({ kind: 'symbol', text: character });
      index += 1;
    } else if (/\s/.test(character) || currency.test(character)) {
      index += 1;
    } else {
      throw expressionError(
        `"${oneLine(String.fromCodePoint(text.codePointAt(index) ?? 32))}" has no meaning in a calculation. Use numbers, + - * / ^ % and parentheses.`,
      );
    }
  }
  return tokens;
}

function numberAt(text: string, index: number, inFunction: boolean): string | null {
  return (inFunction ? null : matchAt(thousandsPattern, text, index)) ?? matchAt(numberPattern, text, index);
}

function matchAt(pattern: RegExp, text: string, index: number): string | null {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? null;
}

function toDecimal(written: string): Exact {
  const digits = written.replace(/[^\d.e+-]/g, '');
  if (digits.replace(/e.*/, '').length > 80) {
    throw expressionError(`A number has ${digits.length} digits; at most 80 are allowed.`);
  }
  const value = new Exact(digits);
  if (!value.isFinite())
    throw expressionError(`${oneLine(written, 30)} is too large; the largest is 1e9999.`);
  return value;
}
