import type { SpokenMessage } from '../spans/spoken-message.ts';
import { dimensionKey } from './dimension.ts';
import { type Amount, parseAmount } from './parse-amount.ts';
import { findUnit, type Unit } from './unit.ts';

const locale = 'en-GB';
const before = /^(?:to|into|in|as|many|much|→|->|=)$/i;
const after = /^(?:is|are|in|from|equals?)$/i;

/** Amounts of a message that go with another unit in it of the same kind, and those units. */
export function amountsAndUnits(
  message: SpokenMessage,
): { readonly amount: readonly string[]; readonly to: readonly string[] } | null {
  if (message.command !== null) return null;
  const amounts = message.spansOf('amount').map(({ text, last }) => {
    const written = linksUnit(message, last) ? text.replace(/\s+in$/i, '') : text;
    return { text: written, parts: partsOf(written) };
  });
  if (amounts.length === 0) return null;
  const units = message
    .spansOf('unit')
    .filter(({ first, last }) => !message.isWithin(first, last, ['amount']))
    .filter(
      ({ first, last }) =>
        before.test(message.words[first - 1]?.text ?? '') || after.test(message.words[last + 1]?.text ?? ''),
    )
    .map(({ text }) => ({
      text,
      parts: text.split(' and ').flatMap((name) => findUnit(name, locale) ?? []),
    }));
  const pairs = amounts.flatMap(({ text: amount, parts }) =>
    units.filter((unit) => fit({ parts }, unit.parts)).map(({ text: to }) => ({ amount, to })),
  );
  return { amount: pairs.map(({ amount }) => amount), to: pairs.map(({ to }) => to) };
}

/** Whether a word is `in` before a unit: in `6 foot 2 in cm` it is no inch. */
function linksUnit(message: SpokenMessage, index: number): boolean {
  const isUnitNext = message.spansOf('unit').some(({ first }) => first === index + 1);
  return isUnitNext && message.words[index]?.text.toLowerCase() === 'in';
}

/** None where it is no amount once `in` is taken off: `12 in cm`. */
function partsOf(written: string): Amount['parts'] {
  try {
    return parseAmount(written, locale).parts;
  } catch {
    return [];
  }
}

/** Of one kind, and not the same unit again; a bare ° is of either temperature. */
function fit({ parts }: Pick<Amount, 'parts'>, units: readonly Unit[]): boolean {
  const unit = parts[0]?.unit;
  if (unit === undefined) return false;
  return units.every((target) => {
    if (unit.symbol === '°') return target.dimension['temperature'] === 1;
    const isSame = parts.length === 1 && units.length === 1 && target.symbol === unit.symbol;
    return !isSame && dimensionKey(target.dimension) === dimensionKey(unit.dimension);
  });
}
