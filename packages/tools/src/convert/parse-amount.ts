import { KingletError } from '@kinglet/spec';
import { oneLine } from '../text/clean-text.ts';
import { digitsForNumberWords } from '../text/number-words.ts';
import { dimensionKey } from './dimension.ts';
import { Precise } from './precise.ts';
import { findUnit, type Unit } from './unit.ts';

/** One or more numbers with units of one kind: `5 ft 11 in`. */
export interface Amount {
  readonly parts: readonly { readonly value: Precise; readonly unit: Unit }[];
  /** As understood, such as `5 ft 11 in`. */
  readonly text: string;
}

/** Longest amount, in characters. */
const maxAmountLength = 120;

const maxExponent = 300;

/** What a number after it means where its unit was left out: `5 foot 11`. */
const follower = new Map([
  ['ft', 'in'],
  ['m', 'cm'],
  ['st', 'lb'],
  ['lb', 'oz'],
  ['h', 'min'],
  ['min', 's'],
]);
const vulgar: Readonly<Record<string, string>> = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
  '⅛': '1/8',
};

const numberPattern =
  /^(?:minus |negative |[-−+] ?)?(?:\d{1,3}(?:[,'’]\d{3})+(?![\d])(?:\.\d+)?|\d+ \d+\/\d+|\d+\/\d+|\d*\.\d+|\d+)(?:e[+-]?\d+)?/i;

/** Reads `72 kg`, `5'11"`, `half a mile`, `1 1/2 cups`. Throws KingletError `invalid-input` that says what is wrong. */
export function parseAmount(written: string, locale: string): Amount {
  if (written.length > maxAmountLength) {
    throw bad(`The amount has ${written.length} characters; at most ${maxAmountLength} are allowed.`);
  }
  let rest = normalise(written);
  const parts: { value: Precise; written: string; unit: Unit }[] = [];
  while (rest !== '') {
    const number = numberPattern.exec(rest)?.[0];
    if (number === undefined)
      throw bad(
        `"${oneLine(written)}" does not start with a number. Give a number and a unit, such as 72 kg.`,
      );
    const [name, after] = splitUnit(rest.slice(number.length), locale);
    parts.push({
      value: toPrecise(number),
      written: number.trim(),
      unit: unitOf(name, parts.at(-1)?.unit, written, locale),
    });
    rest = after;
  }
  const [first] = parts;
  if (first === undefined) throw bad('The amount is empty. Give a number and a unit, such as 72 kg.');
  const kind = dimensionKey(first.unit.dimension);
  if (
    parts.some(
      (part) => dimensionKey(part.unit.dimension) !== kind || (parts.length > 1 && part.unit.factor === null),
    )
  ) {
    throw bad(`"${oneLine(written)}" mixes units that cannot be added. Convert one amount at a time.`);
  }
  // A third has no end in decimals.
  const text = parts.map(({ value, written: number, unit }) => {
    const shown = value.toString();
    return `${number.includes('/') && shown.length > 12 ? number : shown} ${unit.symbol}`;
  });
  return { parts, text: text.join(' ') };
}

function normalise(written: string): string {
  const words = written
    .trim()
    .replace(/[½¼¾⅓⅔⅛]/g, (sign) => ` ${vulgar[sign] ?? ''}`)
    .replace(/^(?:about|approximately|around|convert|what is|what's|how much is)\s+/i, '')
    .replace(/[?!;]+$/, '')
    .replace(/\s+/g, ' ');
  return spelledNumbers(words)
    .replace(/^(?:a |an )?half (?:an? |of an? )?/i, '0.5 ')
    .replace(/^(?:an? |1 )?(third|quarter) (?:of )?(?:an? |the )?/i, (_, part) =>
      /^t/i.test(part) ? '1/3 ' : '0.25 ',
    )
    .replace(
      /^(\d+)[ -](third|quarter)s (?:of )?(?:an? |the )?/i,
      (_, top, part) => `${top}/${/^t/i.test(part) ? 3 : 4} `,
    )
    .replace(/^(\d+\/\d+) of (?:an? |the )/i, '$1 ')
    .replace(/^an? dozen /i, '12 ')
    .replace(/^([\d.,]+) (dozen|hundred|thousand|million|billion) (?=[a-zµ°])/i, scaled)
    .replace(/^(\d+) and a half /i, '$1.5 ')
    .replace(/^an? ([^\d]+?) and a half$/i, '1.5 $1')
    .replace(/^(\d+) ([a-z]+) and a half$/i, '$1.5 $2')
    .replace(/^an? (?=[a-z])/i, '1 ')
    .trim();
}

const scales: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
};

/** `3.5 thousand` as `3500`. A decimal comma stays, to be refused. */
function scaled(written: string, number: string, scale: string): string {
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(number)) return written;
  return `${new Precise(number.replace(/,/g, '')).times(scales[scale.toLowerCase()] ?? 1).toFixed()} `;
}

/** Only where the text has letters that can be number words: unit names keep their case. */
function spelledNumbers(text: string): string {
  const digits = digitsForNumberWords(text.toLowerCase());
  return digits === text.toLowerCase() ? text : digits;
}

/** The unit's name at the start of `text`, and what follows it: the next number. */
function splitUnit(text: string, locale: string): readonly [string, string] {
  const whole = text.trim();
  if (findUnit(whole, locale) !== null) return [whole, ''];
  const next = /(?:,| and|\s|(?<=['′’]))\s*(?=(?:minus |[-−])?[\d.])|(?<=[a-z])(?=\d+ ?[a-z]?)/i.exec(text);
  if (next === null) return [whole, ''];
  return [text.slice(0, next.index).trim(), text.slice(next.index + next[0].length).trim()];
}

function unitOf(name: string, before: Unit | undefined, written: string, locale: string): Unit {
  if (name === '') {
    const implied = before === undefined ? undefined : follower.get(before.symbol);
    const unit = implied === undefined ? null : findUnit(implied, locale);
    if (unit !== null) return unit;
    if (/\d,\d/.test(written)) throw bad(`"${oneLine(written)}": write decimals with a dot, such as 1.5 km.`);
    throw bad(`"${oneLine(written)}" has a number without a unit. Give a number and a unit, such as 72 kg.`);
  }
  const unit =
    findUnit(name === 'm' && before?.symbol === 'h' ? 'min' : name, locale) ?? unitOfThing(name, locale);
  if (unit !== null) return unit;
  if (/^[$€£¥]|\b(?:dollars?|euros?|usd|eur|gbp|chf|francs?|yen)\b/i.test(name)) {
    throw bad('Currencies cannot be converted here: exchange rates are not on this device.');
  }
  throw bad(
    `"${oneLine(name, 40)}" is not a unit that is known here. Use a usual name, such as kg, feet, cups, mph or celsius.`,
  );
}

/** `cups of flour` is cups. What stands after `of` is one or two words that are no unit and lead to none. */
function unitOfThing(name: string, locale: string): Unit | null {
  const match = /^(.+?) of (?:the |my |some )?(\p{L}+)(?: (\p{L}+))?$/u.exec(name);
  if (match === null) return null;
  const thing = [match[2] ?? '', match[3] ?? ''].filter((word) => word !== '');
  const isOther = thing.some(
    (word) => /^(?:an?|and|as|for|from|in|into|is|are|to)$/i.test(word) || findUnit(word, locale) !== null,
  );
  return isOther ? null : findUnit(match[1] ?? '', locale);
}

function toPrecise(written: string): Precise {
  const sign = /^(?:minus|negative|[-−])/i.test(written) ? -1 : 1;
  const plain = written.replace(/^(?:minus|negative|[-−+])\s*/i, '').replace(/[,'’]/g, '');
  const fraction = /^(?:(\d+) )?(\d+)\/(\d+)$/.exec(plain);
  if (fraction === null) {
    const value = new Precise(plain).times(sign);
    if (!value.isFinite() || (!value.isZero() && Math.abs(value.e) > maxExponent)) {
      throw bad(
        `${oneLine(written, 30)} is too large or too small; from 1e-${maxExponent} to 1e${maxExponent} is allowed.`,
      );
    }
    return value;
  }
  const [, whole = '0', over = '0', under = '1'] = fraction;
  if (/^0+$/.test(under)) throw bad(`${written} divides by zero.`);
  return new Precise(over).div(under).plus(whole).times(sign);
}

function bad(message: string): KingletError {
  return new KingletError('invalid-input', message);
}
