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
    ['12 min', '2026-11-22T11:12+01:00'],
    ['in 12 min.', '2026-11-22T11:12+01:00'],
    ['12min', '2026-11-22T11:12+01:00'],
    ['half an hour', '2026-11-22T11:30+01:00'],
    ['in an hour', '2026-11-22T12:00+01:00'],
    ['in an hour and a half', '2026-11-22T12:30+01:00'],
    ['in 1 1/2 hours', '2026-11-22T12:30+01:00'],
    ['in 1½ hours', '2026-11-22T12:30+01:00'],
    ['three and a half minutes', '2026-11-22T11:03:30+01:00'],
    ['in three quarters of an hour', '2026-11-22T11:45+01:00'],
    ['in a quarter of an hour', '2026-11-22T11:15+01:00'],
    ['in a quarter hour', '2026-11-22T11:15+01:00'],
    ['in about 20 minutes', '2026-11-22T11:20+01:00'],
    ['20 minutes later', '2026-11-22T11:20+01:00'],
    ['within 20 minutes', '2026-11-22T11:20+01:00'],
    ['in 20 minutes time', '2026-11-22T11:20+01:00'],
    ["in 20 minutes' time", '2026-11-22T11:20+01:00'],
    ['in two hours time', '2026-11-22T13:00+01:00'],
    ['after 20 minutes', '2026-11-22T11:20+01:00'],
    ['in 2 h 15', '2026-11-22T13:15+01:00'],
    ['in 2 hours 45', '2026-11-22T13:45+01:00'],
    ['in 1h 30m', '2026-11-22T12:30+01:00'],
    ['in 1 hr and 30 mins', '2026-11-22T12:30+01:00'],
    ['in a minute', '2026-11-22T11:01+01:00'],
    ['in a minute and a half', '2026-11-22T11:01:30+01:00'],
    ['quarter past 7', '2026-11-22T19:15+01:00'],
    ['at quarter past seven', '2026-11-22T19:15+01:00'],
    ['a quarter past 7', '2026-11-22T19:15+01:00'],
    ['quarter past 7 in the morning', '2026-11-23T07:15+01:00'],
    ['half past 7 tomorrow morning', '2026-11-23T07:30+01:00'],
    ['half past seven', '2026-11-22T19:30+01:00'],
    ['5 to 8', '2026-11-22T19:55+01:00'],
    ['twenty past 3', '2026-11-22T15:20+01:00'],
    ['7 30 pm', '2026-11-22T19:30+01:00'],
    ['seven thirty pm', '2026-11-22T19:30+01:00'],
    ['at 7.30 pm', '2026-11-22T19:30+01:00'],
    ['at 7pm sharp', '2026-11-22T19:00+01:00'],
    ['at 7 tonight', '2026-11-22T19:00+01:00'],
    ['7 this evening', '2026-11-22T19:00+01:00'],
    ['tonight at 8', '2026-11-22T20:00+01:00'],
    ['tonight at 11:30', '2026-11-22T23:30+01:00'],
    ['8 tomorrow morning', '2026-11-23T08:00+01:00'],
    ['tomorrow morning at 8', '2026-11-23T08:00+01:00'],
    ['tomorrow at 8 in the morning', '2026-11-23T08:00+01:00'],
    ['tomorrow evening at 7', '2026-11-23T19:00+01:00'],
    ['tomorrow at 5 in the morning', '2026-11-23T05:00+01:00'],
    ['tomorrow afternoon', '2026-11-23T15:00+01:00'],
    ['tomorrow afternoon at 3', '2026-11-23T15:00+01:00'],
    ['tomorrow noon', '2026-11-23T12:00+01:00'],
    ['tomorrow night at 10', '2026-11-23T22:00+01:00'],
    ['next tuesday at noon', '2026-11-24T12:00+01:00'],
    ['on Tuesday at noon', '2026-11-24T12:00+01:00'],
    ['Tuesday morning', '2026-11-24T09:00+01:00'],
    ['on Tuesday morning at 10', '2026-11-24T10:00+01:00'],
    ['on the 5th at 8', '2026-12-05T08:00+01:00'],
    ['the 5th at 8am', '2026-12-05T08:00+01:00'],
    ['at 8 on the 5th', '2026-12-05T08:00+01:00'],
    ['on 5 December at 8', '2026-12-05T08:00+01:00'],
    ['on December 5 at 8', '2026-12-05T08:00+01:00'],
    ['December 23 at 10:30', '2026-12-23T10:30+01:00'],
    ['end of the day', '2026-11-22T17:00+01:00'],
    ['by the end of the day', '2026-11-22T17:00+01:00'],
    ['at the end of the day', '2026-11-22T17:00+01:00'],
    ['end of day', '2026-11-22T17:00+01:00'],
    ['by end of day tomorrow', '2026-11-23T17:00+01:00'],
    ['tomorrow end of day', '2026-11-23T17:00+01:00'],
    ['at lunch', '2026-11-22T12:00+01:00'],
    ['at lunchtime tomorrow', '2026-11-23T12:00+01:00'],
    ['in the morning', '2026-11-23T09:00+01:00'],
    ['this afternoon', '2026-11-22T15:00+01:00'],
    ['this afternoon at 4', '2026-11-22T16:00+01:00'],
    ['a week from now', '2026-11-29T11:00+01:00'],
    ['in a week', '2026-11-29T11:00+01:00'],
    ['next week', '2026-11-29T09:00+01:00'],
    ['in 10 min from now', '2026-11-22T11:10+01:00'],
    ['ten minutes', '2026-11-22T11:10+01:00'],
    ['a ten minute timer', '2026-11-22T11:10+01:00'],
    ['tmr at 9', '2026-11-23T09:00+01:00'],
    ['tomorrow @ 9', '2026-11-23T09:00+01:00'],
    ['tmrw 9am', '2026-11-23T09:00+01:00'],
    ['fri 5pm', '2026-11-27T17:00+01:00'],
    ['at 17h', '2026-11-22T17:00+01:00'],
    ['at 17h30', '2026-11-22T17:30+01:00'],
    ['at 1730', '2026-11-22T17:30+01:00'],
    ['17:30 h', '2026-11-22T17:30+01:00'],
    ['an hour from now', '2026-11-22T12:00+01:00'],
    ['in a couple hours', '2026-11-22T13:00+01:00'],
    ['in 45 secs', '2026-11-22T11:00:45+01:00'],
    ['in forty-five minutes', '2026-11-22T11:45+01:00'],
    ['in 1 hour 15 minutes and 30 seconds', '2026-11-22T12:15:30+01:00'],
    ['at midnight tonight', '2026-11-23T00:00+01:00'],
    ['midnight', '2026-11-23T00:00+01:00'],
  ])('%s', (words, expected) => {
    expect(at(words)).toBe(expected);
  });

  it.each([
    'never',
    'at 25:00',
    'at 13pm',
    'at 9:75',
    '',
    'in a few minutes',
    'half 7',
    'later today',
    'at the stroke of midnight',
    'in many minutes',
    'tonight at 1:30',
    'tomorrow morning at 15:00',
    'in 999999999 minutes',
    'x'.repeat(200),
  ])('refuses %j', (words) => {
    expect(() => at(words)).toThrow(/not a time|at most 100/);
  });

  it.each(['in 20', '14', '20', 'fourteen', 'in about 20', '20 or so', '1730'])(
    'asks what is meant by %j',
    (words) => {
      expect(() => at(words)).toThrow(/not a time/);
    },
  );

  it('says how to write a number that lacks its unit', () => {
    expect(() => at('in 20')).toThrow('Say in 20 minutes or in 20 hours.');
    expect(() => at('14')).toThrow('Say in 14 minutes, in 14 hours or at 14:00.');
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
