import { combine, type Dimension } from './dimension.ts';
import { Precise } from './precise.ts';
import { unitRows } from './unit-table.ts';

/** A unit, or units of a quotient. */
export interface Unit {
  readonly symbol: string;
  readonly dimension: Dimension;
  toBase(value: Precise): Precise;
  fromBase(value: Precise): Precise;
  /** Base units in one; null where the scale has an offset or is a reciprocal. */
  readonly factor: Precise | null;
}

const dimensions: Readonly<Record<string, Dimension>> = {
  length2: { length: 2 },
  length3: { length: 3 },
  speed: { length: 1, time: -1 },
  rate: { data: 1, time: -1 },
  power: { energy: 1, time: -1 },
  frequency: { time: -1 },
};

/** A unit that is a plain multiple of its base unit. */
function linearUnit(symbol: string, dimension: Dimension, factor: Precise): Unit {
  return {
    symbol,
    dimension,
    factor,
    toBase: (value) => value.times(factor),
    fromBase: (value) => value.div(factor),
  };
}

/** `left per right`, such as `km/h`. Null where either has no factor. */
function quotientUnit(left: Unit, right: Unit): Unit | null {
  if (left.factor === null || right.factor === null) return null;
  const dimension = combine(left.dimension, right.dimension, -1);
  return linearUnit(`${left.symbol}/${right.symbol}`, dimension, left.factor.div(right.factor));
}

/** Celsius and the like: `base = (value + offset) * factor`. */
function offsetUnit(
  symbol: string,
  offset: string | number | Precise,
  factor: string | number | Precise,
): Unit {
  const scale = new Precise(factor);
  return {
    symbol,
    dimension: { temperature: 1 },
    factor: null,
    toBase: (value) => value.plus(offset).times(scale),
    fromBase: (value) => value.div(scale).minus(offset),
  };
}

/** Fuel consumption: base litres per kilometre; `per` is kilometres per litre in one. */
function fuelUnit(symbol: string, per: Precise): Unit {
  const invert = (value: Precise) => new Precise(1).div(value.times(per));
  return { symbol, dimension: { consumption: 1 }, factor: null, toBase: invert, fromBase: invert };
}

const kilometresPerMile = '1.609344';
const special: readonly (readonly [Unit, readonly string[]])[] = [
  [offsetUnit('K', 0, 1), ['kelvin']],
  [
    offsetUnit('°C', '273.15', 1),
    [
      'c',
      'celsius',
      'celcius',
      'centigrade',
      'degree celsius',
      'degree celcius',
      'degree centigrade',
      'celsius degree',
      'degree c',
      'deg c',
      '℃',
    ],
  ],
  [
    offsetUnit('°F', '459.67', new Precise(5).div(9)),
    [
      'f',
      'fahrenheit',
      'farenheit',
      'degree fahrenheit',
      'degree farenheit',
      'fahrenheit degree',
      'degree f',
      'deg f',
      '℉',
    ],
  ],
  [fuelUnit('mpg (US)', new Precise(kilometresPerMile).div('3.785411784')), ['mpg us', 'us mpg']],
  [fuelUnit('mpg (UK)', new Precise(kilometresPerMile).div('4.54609')), ['mpg uk', 'uk mpg', 'imperial mpg']],
  [fuelUnit('km/l', new Precise(1)), ['kmpl', 'kilometres per litre', 'kilometers per liter']],
  [
    linearUnit('l/100 km', { consumption: 1 }, new Precise('0.01')),
    ['l/100km', 'l/100 km', 'litres per 100 km', 'litre per 100 km', 'liters per 100 km', 'liter per 100 km'],
  ],
];

/** Names whose meaning depends on the country: UK measures in the UK and Ireland, US ones elsewhere. */
const regional: ReadonlyMap<string, string> = new Map([
  ['gallon', 'gallon'],
  ['gal', 'gallon'],
  ['pint', 'pint'],
  ['pt', 'pint'],
  ['quart', 'quart'],
  ['qt', 'quart'],
  ['fl oz', 'fl oz'],
  ['floz', 'fl oz'],
  ['fluid ounce', 'fl oz'],
  ['ton', 'ton'],
  ['mpg', 'mpg'],
  ['mile per gallon', 'mpg'],
]);

const exactNames = new Map<string, Unit>();
const looseNames = new Map<string, Unit>();

function define(unit: Unit, names: readonly string[]): void {
  for (const name of names) {
    if (!exactNames.has(name)) exactNames.set(name, unit);
    if (!looseNames.has(name.toLowerCase())) looseNames.set(name.toLowerCase(), unit);
  }
}

for (const [unit, names] of special) define(unit, [unit.symbol, ...names]);
for (const row of unitRows.trim().split('\n')) {
  const [kind = '', symbol = '', factor = '', names = ''] = row.split('|').map((cell) => cell.trim());
  const [numerator = '1', denominator = '1'] = factor.split('/');
  const unit = linearUnit(symbol, dimensions[kind] ?? { [kind]: 1 }, new Precise(numerator).div(denominator));
  define(unit, [symbol, ...(names === '' ? [] : names.split(', '))]);
}

/** The unit that a person names, such as `km/h`, `square feet`, `miles per hour`; null where none is known. */
export function findUnit(written: string, locale: string): Unit | null {
  const name = written.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  if (name === '' || name.length > 60) return null;
  const known = exactNames.get(name) ?? loose(name.toLowerCase(), locale);
  if (known !== null) return known;
  // `m.p.h.`, `fl. oz.`, `deg. F`
  if (/[a-z]\./i.test(name)) return findUnit(name.replace(/\./g, ''), locale);
  const parts = name.split(/\s*\/\s*|\s+per\s+/i);
  const [left, right] = parts;
  if (parts.length !== 2 || left === undefined || right === undefined) return null;
  const numerator = findUnit(left, locale);
  const denominator = findUnit(right, locale);
  return numerator === null || denominator === null ? null : quotientUnit(numerator, denominator);
}

function loose(name: string, locale: string): Unit | null {
  for (const form of forms(name)) {
    const region = /-(?:GB|IE)\b/i.test(locale) ? 'uk' : 'us';
    const base = regional.get(form);
    const found = looseNames.get(base === undefined ? form : `${region} ${base}`);
    if (found !== undefined) return found;
  }
  return null;
}

/** The name as written, then with usual short forms written out and plurals taken off. */
function forms(name: string): string[] {
  const tidy = name
    .replace(/^sq\.? ?(?!uare)(?=[a-z])/, 'square ')
    .replace(/^cu\.? (?=[a-z])/, 'cubic ')
    .replace(/^° ?/, 'degree ')
    .replace(/\bdegrees\b/, 'degree')
    .replace(/\bimp(?:erial)?\b/, 'imperial')
    .replace(/\b(?:british)\b/, 'uk')
    .replace(/\bamerican\b/, 'us')
    .replace(/^(met(?:re|er)s?) squared$/, 'square $1')
    .replace(/^(met(?:re|er)s?) cubed$/, 'cubic $1');
  const squared = /^(?:square|cubic) ([a-z]{1,2})$/.exec(tidy);
  const short = squared === null ? [] : [`${squared[1]}${tidy.startsWith('square') ? '2' : '3'}`];
  const singular = tidy.replace(/([a-z]{2})s(?= per |$)/, '$1');
  return [
    name,
    tidy,
    ...short,
    singular,
    singular.replace(/^imperial /, 'uk '),
    singular.replace(/^(\w+)s /, '$1 '),
  ];
}

/** Units of the same kind, for a message. */
export function unitsLike(dimension: Dimension, key: (dimension: Dimension) => string): string[] {
  const symbols = [...exactNames.values()].filter((unit) => key(unit.dimension) === key(dimension));
  return [...new Set(symbols.map((unit) => unit.symbol))].slice(0, 8);
}
