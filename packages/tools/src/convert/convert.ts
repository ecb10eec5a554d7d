import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { oneLine } from '../text/clean-text.ts';
import { amountsAndUnits } from './amounts-and-units.ts';
import { dimensionKey, dimensionName } from './dimension.ts';
import { type Amount, parseAmount } from './parse-amount.ts';
import { Precise } from './precise.ts';
import { findUnit, type Unit, unitsLike } from './unit.ts';

/** Converts amounts between units by exact factors; rounds once, for people. */
export const convert: Tool = defineTool({
  name: 'convert',
  description: 'Convert an amount to another unit.',
  arguments: {
    amount: { description: 'number with its unit, such as 5 foot 11', maxLength: 120 },
    to: { description: 'the unit wanted, such as cm', maxLength: 60 },
  },
  ungrounded: ['to'],
  examples: [{ text: 'convert 10 inches to cm', arguments: { amount: '10 inches', to: 'cm' } }],
  answers: true,
  spans: amountsAndUnits,
  run: ({ amount, to }, { locale }) => {
    const written = parseAmount(withoutTarget(amount, to), locale);
    const units = targetUnits(to, locale);
    const parsed = withTemperature(written, units, locale);
    const base = sumInBase(parsed, units, to);
    const { text, exact } = units.length === 1 ? single(base, units) : mixed(base, units);
    const understood = `${parsed.text} → ${units.map((unit) => unit.symbol).join(' and ')}`;
    return success(`${parsed.text} ${exact ? '=' : 'is about'} ${text}`, { understood });
  },
});

/** `6 foot 2 in cm` has the unit that is wanted in it too: the amount is what stands before. */
function withoutTarget(amount: string, to: string): string {
  const wanted = to.trim().toLowerCase();
  const [, before, after] = /^(.*\S)\s+(?:in|into|to|as)\s+(\S.*)$/i.exec(amount.trim()) ?? [];
  return before !== undefined && after?.toLowerCase() === wanted ? before : amount;
}

/** Plain degrees that become celsius were fahrenheit, and the other way round. */
function withTemperature(amount: Amount, [target]: readonly Unit[], locale: string): Amount {
  const [part] = amount.parts;
  if (part?.unit.symbol !== '°' || target?.dimension['temperature'] !== 1) return amount;
  return parseAmount(`${part.value.toString()} ${target.symbol === '°C' ? '°F' : '°C'}`, locale);
}

/** `feet and inches` are two units, largest first; all else is one. */
function targetUnits(to: string, locale: string): readonly Unit[] {
  const wanted = to.replace(/^(?:(?:in|into|to|as|the) )+(?=\S)/i, '').replace(/[?!]+$/, '');
  const names = /^(.+?)(?: and |, | & )(.+)$/.exec(wanted);
  const written = names === null ? [wanted] : [names[1] ?? '', names[2] ?? ''];
  return written.map((name) => {
    const unit = findUnit(name, locale);
    if (unit !== null) return unit;
    throw new KingletError(
      'invalid-input',
      `"${oneLine(name, 40)}" is not a unit that is known here. Use a usual name, such as kg, feet, cups, mph or celsius.`,
    );
  });
}

function sumInBase(amount: Amount, units: readonly Unit[], to: string): Precise {
  const kind = amount.parts[0]?.unit.dimension ?? {};
  const other = units.find((unit) => dimensionKey(unit.dimension) !== dimensionKey(kind));
  if (other !== undefined) {
    const like = unitsLike(kind, dimensionKey).join(', ');
    throw new KingletError(
      'invalid-input',
      `${amount.text} measures ${dimensionName(kind)}, "${oneLine(to, 40)}" measures ${dimensionName(other.dimension)}. Choose a unit such as ${like}.`,
    );
  }
  const total = amount.parts.reduce((sum, { value, unit }) => sum.plus(unit.toBase(value)), new Precise(0));
  if (kind['temperature'] === 1 && total.lt(0)) {
    throw new KingletError('invalid-input', `${amount.text} is below absolute zero, which is -273.15 °C.`);
  }
  return total;
}

interface Written {
  readonly text: string;
  /** False where digits were rounded off. */
  readonly exact: boolean;
}

function single(base: Precise, [unit]: readonly Unit[]): Written {
  const value = unit?.fromBase(base) ?? base;
  if (!value.isFinite()) throw new KingletError('invalid-input', 'The result is too large or has no value.');
  const settled = value.toSignificantDigits(18);
  const shown = settled.toSignificantDigits(Math.max(7, settled.e + 3));
  const exact = shown.eq(settled);
  const text = (exact ? shown : settled.toSignificantDigits(Math.max(6, settled.e + 3))).toString();
  return { text: `${text} ${unit?.symbol ?? ''}`, exact };
}

/** `71 in` as `5 ft 11 in`: whole units, the rest in the last one with at most two decimals. */
function mixed(base: Precise, [large, small]: readonly Unit[]): Written {
  const step = large?.factor?.div(small?.factor ?? 1);
  if (large === undefined || small === undefined || step === undefined) {
    throw new KingletError('invalid-input', 'Choose one unit to convert to, such as celsius.');
  }
  const full = small.fromBase(base).toSignificantDigits(18);
  const total = full.toDecimalPlaces(2);
  const whole = total.div(step).trunc();
  const rest = total.minus(whole.times(step)).toDecimalPlaces(2);
  return {
    text: `${whole.toString()} ${large.symbol} ${rest.toString()} ${small.symbol}`,
    exact: total.eq(full),
  };
}
