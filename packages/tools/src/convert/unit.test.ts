import { describe, expect, it } from 'vitest';
import { Precise } from './precise.ts';
import { findUnit, type Unit } from './unit.ts';
import { unitRows } from './unit-table.ts';

const unit = (name: string): Unit => {
  const found = findUnit(name, 'en-US');
  if (found === null) throw new Error(`no unit ${name}`);
  return found;
};
const ratio = (left: string, right: string) =>
  unit(right)
    .fromBase(unit(left).toBase(new Precise(1)))
    .toString();

describe('units', () => {
  it.each([
    ['mile', 'foot', '5280'],
    ['mile', 'furlong', '8'],
    ['furlong', 'chain', '10'],
    ['fathom', 'foot', '6'],
    ['yard', 'inch', '36'],
    ['nautical mile', 'm', '1852'],
    ['pound', 'ounce', '16'],
    ['stone', 'pound', '14'],
    ['short ton', 'pound', '2000'],
    ['long ton', 'pound', '2240'],
    ['pound', 'grain', '7000'],
    ['troy ounce', 'grain', '480'],
    ['us gallon', 'cubic inch', '231'],
    ['us gallon', 'us quart', '4'],
    ['us pint', 'us fl oz', '16'],
    ['us cup', 'tablespoon', '16'],
    ['tablespoon', 'teaspoon', '3'],
    ['imperial gallon', 'imperial pint', '8'],
    ['imperial pint', 'imperial fl oz', '20'],
    ['imperial quart', 'imperial pint', '2'],
    ['oil barrel', 'us gallon', '42'],
    ['acre', 'square yard', '4840'],
    ['square mile', 'acre', '640'],
    ['square foot', 'square inch', '144'],
    ['cubic yard', 'cubic foot', '27'],
    ['hectare', 'm2', '10000'],
    ['mph', 'ft/s', '1.466666666666666666666666666666666666667'],
    ['knot', 'km/h', '1.852'],
    ['turn', 'degree', '360'],
    ['kWh', 'MJ', '3.6'],
    ['kib', 'byte', '1024'],
    ['century', 'year', '100'],
    ['fortnight', 'day', '14'],
  ])('one %s is %s times %s', (left, right, expected) => {
    expect(
      new Precise(ratio(left, right))
        .toSignificantDigits(30)
        .eq(new Precise(expected).toSignificantDigits(30)),
    ).toBe(true);
  });

  it('finds each unit by its own symbol, and comes back to where it started', () => {
    for (const row of unitRows.trim().split('\n')) {
      const symbol = row.split('|')[1]?.trim() ?? '';
      expect(unit(symbol).symbol).toBe(symbol);
      const there = unit(symbol).toBase(new Precise('12.5'));
      expect(unit(symbol).fromBase(there).toSignificantDigits(30).toString()).toBe('12.5');
    }
  });

  it.each(['c', 'C', 'celsius', 'Celsius', 'degrees C', '°C', 'deg c', 'centigrade', '℃'])(
    '%s is celsius',
    (name) => {
      expect(unit(name).symbol).toBe('°C');
    },
  );

  it('tells MB from Mb, and takes mb as megabytes', () => {
    expect([unit('MB').symbol, unit('Mb').symbol, unit('mb').symbol]).toEqual(['MB', 'Mbit', 'MB']);
  });
});
