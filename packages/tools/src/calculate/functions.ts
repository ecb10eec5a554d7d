import { Exact } from './exact-decimal.ts';
import { expressionError } from './expression-error.ts';

interface MathFunction {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  apply(args: readonly [Exact, ...Exact[]]): Exact;
}

/** Largest angle, in radians: beyond it the digits of pi would not do. */
const maxAngle = 1e12;
const maxArguments = 100;

const unary = (apply: (value: Exact) => Exact): MathFunction => ({
  arity: [1, 1],
  apply: ([value]) => apply(value),
});

const angle = (apply: (value: Exact) => Exact): MathFunction =>
  unary((value) => {
    if (value.abs().gt(maxAngle)) throw expressionError('An angle may be at most 1e12 radians.');
    return apply(value);
  });

/** Ninety of the hundred digits, so that sin(180°) is 0. */
const sine = (value: Exact): Exact => value.sin().toDecimalPlaces(90);
const cosine = (value: Exact): Exact => value.cos().toDecimalPlaces(90);
const tangent = (value: Exact): Exact => {
  const divisor = cosine(value);
  if (divisor.isZero()) throw expressionError('tan has no value at 90 degrees.');
  return sine(value).div(divisor);
};

const logarithm = (value: Exact, apply: (value: Exact) => Exact): Exact => {
  if (value.lte(0)) throw expressionError('A logarithm needs a number above 0.');
  return apply(value);
};

const total = (args: readonly Exact[]): Exact => args.reduce((sum, value) => sum.plus(value), new Exact(0));

const round: MathFunction = {
  arity: [1, 2],
  apply: ([value, places = new Exact(0)]) => {
    if (!places.isInteger() || places.abs().gt(50)) {
      throw expressionError(
        'round needs a whole number of decimals from -50 to 50, such as round(2.345, 2).',
      );
    }
    const scale = new Exact(10).pow(places);
    return value.times(scale).round().div(scale);
  },
};

export const functions: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  [
    'sqrt',
    unary((value) => {
      if (value.isNegative() && !value.isZero()) {
        throw expressionError('The square root of a negative number is not a real number.');
      }
      return value.sqrt();
    }),
  ],
  ['cbrt', unary((value) => value.cbrt())],
  ['abs', unary((value) => value.abs())],
  ['round', round],
  ['floor', unary((value) => value.floor())],
  ['ceil', unary((value) => value.ceil())],
  ['trunc', unary((value) => value.trunc())],
  ['ln', unary((value) => logarithm(value, (positive) => positive.ln()))],
  [
    'log',
    {
      arity: [1, 2],
      apply: ([value, base = new Exact(10)]) =>
        logarithm(value, (positive) => logarithm(base, (b) => positive.log(b))),
    },
  ],
  ['log2', unary((value) => logarithm(value, (positive) => positive.log(2)))],
  ['log10', unary((value) => logarithm(value, (positive) => positive.log(10)))],
  ['exp', unary((value) => value.exp())],
  ['sin', angle(sine)],
  ['cos', angle(cosine)],
  ['tan', angle(tangent)],
  ['min', { arity: [1, maxArguments], apply: (args) => Exact.min(...args) }],
  ['max', { arity: [1, maxArguments], apply: (args) => Exact.max(...args) }],
  ['sum', { arity: [1, maxArguments], apply: total }],
  ['product', { arity: [1, maxArguments], apply: (args) => args.reduce((left, right) => left.times(right)) }],
  ['average', { arity: [1, maxArguments], apply: (args) => total(args).div(args.length) }],
]);

export const constants: ReadonlyMap<string, Exact> = new Map([
  ['pi', Exact.acos(-1)],
  ['e', Exact.exp(1)],
  ['tau', Exact.acos(-1).times(2)],
]);

/** Functions whose argument is an angle. */
export const trigonometric: ReadonlySet<string> = new Set(['sin', 'cos', 'tan']);
