import { oneLine } from '../text/clean-text.ts';
import type { Exact } from './exact-decimal.ts';
import { expressionError } from './expression-error.ts';
import { constants, functions, trigonometric } from './functions.ts';
import { symbolsForWords } from './plain-words.ts';
import { type Token, tokenize } from './tokenize.ts';

/** Longest expression, in characters. */
const maxExpressionLength = 500;
const maxDepth = 50;

/** A value with how it was read. */
export interface Evaluated {
  readonly value: Exact;
  /** Written or meant as a percentage: 0.1 with `percent` is 10%. */
  readonly percent: boolean;
  /** The expression as it was understood. */
  readonly text: string;
  /** An angle was taken in radians. */
  readonly radians: boolean;
}

/** Binding powers: higher binds tighter. */
const power = { add: 10, multiply: 20, sign: 25, raise: 30, postfix: 40 } as const;
const scales = new Map(
  Object.entries({
    dozen: 12,
    hundred: 1e2,
    thousand: 1e3,
    k: 1e3,
    million: 1e6,
    billion: 1e9,
    bn: 1e9,
    trillion: 1e12,
  }),
);

/**
 * Calculates an expression of numbers, symbols and English words with exact decimals.
 * `a + b%` and `a - b%` change `a` by that percentage. Throws KingletError `invalid-input`.
 */
export function evaluate(expression: string): Evaluated {
  if (expression.length > maxExpressionLength) {
    throw expressionError(
      `The expression has ${expression.length} characters; at most ${maxExpressionLength} are allowed. Calculate it in parts.`,
    );
  }
  const tokens = tokenize(symbolsForWords(expression));
  if (tokens.length === 0)
    throw expressionError('There is nothing to calculate. Give an expression such as 12 * 3.');
  const parser = new Parser(tokens);
  const result = parser.parse(0);
  parser.expectEnd();
  return result;
}

/** Pratt parser that evaluates as it goes; its depth is bounded. */
class Parser {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(minPower: number): Evaluated {
    this.#depth += 1;
    if (this.#depth > maxDepth)
      throw expressionError(`It is nested deeper than ${maxDepth} levels. Calculate it in parts.`);
    let left = this.#prefix();
    for (;;) {
      const next = this.#infix(left, minPower);
      if (next === null) break;
      left = next;
    }
    this.#depth -= 1;
    return left;
  }

  expectEnd(): void {
    const token = this.#tokens[this.#index];
    if (token !== undefined) throw unexpected(token);
  }

  #prefix(): Evaluated {
    const token = this.#tokens[this.#index];
    this.#index += 1;
    if (token === undefined)
      throw expressionError('The expression ends too early; something is missing at its end.');
    if (token.kind === 'number') return plain(token.value, token.text);
    if (token.kind === 'name') return this.#named(token.text);
    if (token.text === '(') {
      const inner = this.parse(0);
      this.#close();
      return { ...inner, text: /^[\d.,]+$/.test(inner.text) ? inner.text : `(${inner.text})` };
    }
    if (token.text === '-' || token.text === '+') {
      const operand = this.parse(power.sign);
      return token.text === '+'
        ? operand
        : { ...operand, value: operand.value.neg(), text: `-${operand.text}` };
    }
    throw unexpected(token);
  }

  #named(name: string): Evaluated {
    const constant = constants.get(name);
    if (constant !== undefined) return plain(constant, name);
    const known = name === 'aspercent' || functions.has(name);
    if (!known) throw unexpected({ kind: 'name', text: name });
    if (this.#peek() !== '(') return applyFunction(name, [this.parse(power.sign)]);
    this.#index += 1;
    const args = [this.parse(0)];
    while (this.#peek() === ',' || this.#peek() === ';') {
      this.#index += 1;
      args.push(this.parse(0));
    }
    this.#close();
    return applyFunction(name, args);
  }

  /** The next operator with its right side applied to `left`; null where none binds at least as tight. */
  #infix(left: Evaluated, minPower: number): Evaluated | null {
    const operator = this.#operator();
    if (operator === null || operator.power < minPower) return null;
    this.#index += operator.width;
    if (operator.power === power.postfix) return applyPostfix(left, operator.name);
    const right = this.parse(operator.name === '^' ? power.raise : operator.power + 1);
    return applyOperator(operator.name, left, right);
  }

  #operator(): { readonly name: string; readonly power: number; readonly width: number } | null {
    const token = this.#tokens[this.#index];
    if (token === undefined || token.kind === 'number') return null;
    const { text } = token;
    if (text === '+' || text === '-') return { name: text, power: power.add, width: 1 };
    if (text === '*' || text === '/' || text === 'mod' || text === 'of' || text === 'on' || text === 'off') {
      return { name: text === 'on' ? 'of' : text, power: power.multiply, width: 1 };
    }
    if (text === '^') return { name: text, power: power.raise, width: 1 };
    if (text === '%' && this.#startsOperand(this.#index + 1)) {
      return { name: 'mod', power: power.multiply, width: 1 };
    }
    if (text === '%' || text === '°' || scales.has(text))
      return { name: text, power: power.postfix, width: 1 };
    if (text === '(' || constants.has(text) || functions.has(text)) {
      return { name: '*', power: power.multiply, width: 0 };
    }
    return null;
  }

  #startsOperand(index: number): boolean {
    const token = this.#tokens[index];
    if (token === undefined) return false;
    return (
      token.kind === 'number' || token.text === '(' || constants.has(token.text) || functions.has(token.text)
    );
  }

  #peek(): string | undefined {
    return this.#tokens[this.#index]?.text;
  }

  #close(): void {
    const token = this.#tokens[this.#index];
    if (token === undefined)
      throw expressionError('A parenthesis is not closed. Check that each ( has its ).');
    if (token.text !== ')') throw unexpected(token);
    this.#index += 1;
  }
}

function unexpected(token: Token): Error {
  const text = oneLine(token.text, 30);
  if (text === ',')
    return expressionError('A comma is not expected there. Write decimals with a dot: 1234.56.');
  return expressionError(
    token.kind === 'name'
      ? `The word "${text}" has no meaning in a calculation. Write it with + - * / and numbers, such as 1250 + 399.`
      : `"${text}" is not expected there. Write it with + - * / between the numbers, such as 1250 + 399.`,
  );
}

function plain(value: Exact, text: string, radians = false): Evaluated {
  if (value.isNaN()) throw expressionError(`${oneLine(text, 60)} is not a real number.`);
  if (!value.isFinite()) throw expressionError(`${oneLine(text, 60)} is too large; the largest is 1e9999.`);
  return { value, percent: false, text, radians };
}

function applyPostfix(left: Evaluated, name: string): Evaluated {
  const scale = scales.get(name);
  if (name === '%') return { ...left, value: left.value.div(100), percent: true, text: `${left.text}%` };
  if (scale !== undefined) return plain(left.value.times(scale), `${left.text} ${name}`, left.radians);
  return {
    ...left,
    value: left.value.times(constants.get('pi') ?? 0).div(180),
    text: `${left.text}°`,
    radians: false,
  };
}

function applyOperator(name: string, left: Evaluated, right: Evaluated): Evaluated {
  const text = `${left.text} ${name} ${right.text}`;
  const radians = left.radians || right.radians;
  const relative = right.percent && !left.percent;
  const change = relative ? left.value.times(right.value) : right.value;
  switch (name) {
    case '+':
      return { ...plain(left.value.plus(change), text, radians), percent: left.percent && right.percent };
    case '-':
      return { ...plain(left.value.minus(change), text, radians), percent: left.percent && right.percent };
    case 'off':
      if (!left.percent) throw expressionError('"off" needs a percentage before it, such as 20% off 80.');
      return plain(right.value.minus(right.value.times(left.value)), text, radians);
    case '/':
    case 'mod':
      if (right.value.isZero())
        throw expressionError(`${oneLine(text, 60)} divides by zero, which has no result.`);
      return plain(name === '/' ? left.value.div(right.value) : left.value.mod(right.value), text, radians);
    case '^':
      return plain(left.value.pow(right.value), text, radians);
    default:
      return plain(left.value.times(right.value), text, radians);
  }
}

function applyFunction(name: string, args: readonly Evaluated[]): Evaluated {
  const [first] = args;
  const written = args
    .map((arg) => arg.text.replace(/^\((.*)\)$/, args.length > 1 ? '$1' : '($1)'))
    .join(', ');
  const text = written.startsWith('(') && args.length === 1 ? `${name}${written}` : `${name}(${written})`;
  if (first === undefined) throw expressionError(`${name} needs a number, such as ${name}(2).`);
  if (name === 'aspercent') return { ...first, percent: true };
  const definition = functions.get(name);
  const [fewest, most] = definition?.arity ?? [1, 1];
  if (definition === undefined || args.length < fewest || args.length > most) {
    throw expressionError(
      `${name} takes ${fewest === most ? fewest : `${fewest} to ${most}`} arguments, not ${args.length}.`,
    );
  }
  const inRadians = trigonometric.has(name) && !first.text.includes('°');
  const radians = inRadians || args.some((arg) => arg.radians);
  return plain(definition.apply([first.value, ...args.slice(1).map((arg) => arg.value)]), text, radians);
}
