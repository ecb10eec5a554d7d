import { describe, expect, it } from 'vitest';
import { hostileTexts, sundayMs } from '../testing/tool-context.ts';
import { parseWhen } from './parse-when.ts';

const at = (words: string, nowMs = sundayMs, timeZone = 'Europe/Zurich') =>
  parseWhen(words, { nowMs, timeZone, locale: 'en-GB' }).toString().replace(/\[.*/, '').replace(':00+', '+');

describe('parseWhen, said on Sunday 22 November 2026 at 11:00 in Zurich', () => {
  it.each([
    ['in 10 minutes', '2026-11-22T11:10+01:00'],
    ['12 minutes', '2026-11-22T11:12+01:00'],
    ['for 5 minutes', '2026-11-22T11:05+01:00'],
    ['In half an hour', '2026-11-22T11:30+01:00'],
    ['an hour and a half', '2026-11-22T12:30+01:00'],
    ['1h30', '2026-11-22T12:30+01:00'],
    ['1.5 hours', '2026-11-22T12:30+01:00'],
    ['1 hour and 5 minutes', '2026-11-22T12:05+01:00'],
    ['a 20 second timer', '2026-11-22T11:00:20+01:00'],
    ['90s', '2026-11-22T11:01:30+01:00'],
    ['in a couple of hours', '2026-11-22T13:00+01:00'],
    ['tomorrow at 9', '2026-11-23T09:00+01:00'],
    ['9 tomorrow', '2026-11-23T09:00+01:00'],
    ['tomorrow at 3', '2026-11-23T15:00+01:00'],
    ['tomorrow at 03:00', '2026-11-23T03:00+01:00'],
    ['tomorrow', '2026-11-23T09:00+01:00'],
    ['tomorrow morning', '2026-11-23T09:00+01:00'],
    ['tomorrow night', '2026-11-23T20:00+01:00'],
    ['tonight', '2026-11-22T20:00+01:00'],
    ['this evening', '2026-11-22T18:00+01:00'],
    ['on Friday', '2026-11-27T09:00+01:00'],
    ['Friday at 5pm', '2026-11-27T17:00+01:00'],
    ['next Friday at noon', '2026-11-27T12:00+01:00'],
    ['noon next Friday', '2026-11-27T12:00+01:00'],
    ['7am', '2026-11-23T07:00+01:00'],
    ['8 p.m.', '2026-11-22T20:00+01:00'],
    ['at 3:30', '2026-11-22T15:30+01:00'],
    ['at 11:30', '2026-11-22T11:30+01:00'],
    ['at 9', '2026-11-22T21:00+01:00'],
    ['half past 3', '2026-11-22T15:30+01:00'],
    ['quarter to 5', '2026-11-22T16:45+01:00'],
    ['ten past nine', '2026-11-22T21:10+01:00'],
    ['7 in the evening', '2026-11-22T19:00+01:00'],
    ["9 o'clock", '2026-11-22T21:00+01:00'],
    ['today at 5', '2026-11-22T17:00+01:00'],
    ['5pm today', '2026-11-22T17:00+01:00'],
    ['noon', '2026-11-22T12:00+01:00'],
    ['midnight', '2026-11-23T00:00+01:00'],
    ['at 8 pm on 3 March', '2027-03-03T20:00+01:00'],
    ['3 March at 14:30', '2027-03-03T14:30+01:00'],
    ['2026-12-01T10:00', '2026-12-01T10:00+01:00'],
    ['in 2 days', '2026-11-24T11:00+01:00'],
    ['in 3 weeks at noon', '2026-12-13T12:00+01:00'],
    ['Christmas morning', '2026-12-25T09:00+01:00'],
  ])('%s', (words, expected) => {
    expect(at(words)).toBe(expected);
  });

  it.each([
    'never',
    'at 25:00',
    'at 13pm',
    'at 9:75',
    '',
    'in many minutes',
    'in 999999999 minutes',
    'x'.repeat(200),
  ])('refuses %j', (words) => {
    expect(() => at(words)).toThrow(/not a time|at most 100/);
  });

  it.each(hostileTexts)('gives a moment or a refusal for %j', (words) => {
    try {
      expect(at(words)).toMatch(/^\d{4}-/);
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'invalid-input' });
    }
  });
});

describe('over changes of the clock', () => {
  const springEve = Date.UTC(2027, 2, 27, 11);

  it('moves a time that does not exist forward', () => {
    expect(at('tomorrow at 02:30', springEve)).toBe('2027-03-28T03:30+02:00');
  });

  it('takes the first of a time that exists twice', () => {
    expect(at('tomorrow at 02:30', Date.UTC(2026, 9, 24, 11))).toBe('2026-10-25T02:30+02:00');
  });

  it('counts hours as hours and days as days', () => {
    expect(at('in 24 hours', springEve)).toBe('2027-03-28T13:00+02:00');
    expect(at('in 1 day', springEve)).toBe('2027-03-28T12:00+02:00');
  });

  it.each([
    ['America/New_York', '2026-11-23T09:00:00-05:00'],
    ['Asia/Kolkata', '2026-11-23T09:00:00+05:30'],
    ['Australia/Lord_Howe', '2026-11-23T09:00:00+11:00'],
  ])('in %s', (timeZone, expected) => {
    expect(parseWhen('tomorrow at 9', { nowMs: sundayMs, timeZone, locale: 'en' }).toString()).toContain(
      expected,
    );
  });
});
