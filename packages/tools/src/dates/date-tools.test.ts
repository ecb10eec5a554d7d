import { describe, expect, it } from 'vitest';
import { call, hostileTexts } from '../testing/tool-context.ts';
import { date, days } from './date-tools.ts';

const iso = async (when: string, overrides = {}) => {
  const { content } = await call(date, { when }, overrides);
  return /\((\d{4}-\d\d-\d\d)\)/.exec(content)?.[1] ?? content;
};

describe('date, said on Sunday 22 November 2026 in Zurich', () => {
  it.each([
    ['today', '2026-11-22'],
    ['tomorrow', '2026-11-23'],
    ['yesterday', '2026-11-21'],
    ['the day after tomorrow', '2026-11-24'],
    ['Friday', '2026-11-27'],
    ['this Friday', '2026-11-27'],
    ['next Friday', '2026-11-27'],
    ['last Friday', '2026-11-20'],
    ['Friday week', '2026-12-04'],
    ['a week on Friday', '2026-12-04'],
    ['a week from Friday', '2026-12-04'],
    ['Sunday', '2026-11-29'],
    ['this Sunday', '2026-11-22'],
    ['last Sunday', '2026-11-15'],
    ['25 December', '2026-12-25'],
    ['December 25th', '2026-12-25'],
    ['December 23', '2026-12-23'],
    ['Dec 23', '2026-12-23'],
    ['december 5', '2026-12-05'],
    ['December 23 2027', '2027-12-23'],
    ['December 23, 2027', '2027-12-23'],
    ['December the 23rd', '2026-12-23'],
    ['Dec. 23', '2026-12-23'],
    ['23 Dec', '2026-12-23'],
    ['23 Dec.', '2026-12-23'],
    ['23. December', '2026-12-23'],
    ['23 of December', '2026-12-23'],
    ['the twenty third of December', '2026-12-23'],
    ['the first of May', '2027-05-01'],
    ['May 1', '2027-05-01'],
    ['Sept 3', '2027-09-03'],
    ['on December 23', '2026-12-23'],
    ['Wednesday December 23', '2026-12-23'],
    ['23/12', '2026-12-23'],
    ['next week Friday', '2026-11-27'],
    ['a year from today', '2027-11-22'],
    ['2 weeks from Friday', '2026-12-11'],
    ['the end of next week', '2026-11-29'],
    ['a fortnight from tomorrow', '2026-12-07'],
    ['the 25th of December', '2026-12-25'],
    ['4 July', '2027-07-04'],
    ['July 4', '2027-07-04'],
    ['22 November', '2026-11-22'],
    ['21 November', '2027-11-21'],
    ['3 March 1998', '1998-03-03'],
    ['12 June 2020', '2020-06-12'],
    ['Dec 25th, 2026', '2026-12-25'],
    ['2026-12-25', '2026-12-25'],
    ['25/12/2026', '2026-12-25'],
    ['25.12.2026', '2026-12-25'],
    ['3/4/2026', '2026-04-03'],
    ['the 25th', '2026-11-25'],
    ['the 21st', '2026-12-21'],
    ['the 31st', '2026-12-31'],
    ['Feb 29', '2028-02-29'],
    ['29 February 2028', '2028-02-29'],
    ['in 3 weeks', '2026-12-13'],
    ['three weeks', '2026-12-13'],
    ['3 weeks from tomorrow', '2026-12-14'],
    ['2 days ago', '2026-11-20'],
    ['in a fortnight', '2026-12-06'],
    ['one hundred days', '2027-03-02'],
    ['3 days before Christmas', '2026-12-22'],
    ['100 days after 1 January 2027', '2027-04-11'],
    ['next month', '2026-12-22'],
    ['next year', '2027-11-22'],
    ['end of the month', '2026-11-30'],
    ['end of next month', '2026-12-31'],
    ['end of the year', '2026-12-31'],
    ['first day of next month', '2026-12-01'],
    ['this weekend', '2026-11-28'],
    ['Christmas', '2026-12-25'],
    ['until Christmas', '2026-12-25'],
    ['christmas eve', '2026-12-24'],
    ['New Year', '2027-01-01'],
    ["New Year's Eve", '2026-12-31'],
    ['Easter', '2027-03-28'],
    ['Easter 2038', '2038-04-25'],
    ['good friday 2027', '2027-03-26'],
    ['thanksgiving', '2026-11-26'],
    ['tomorrow at 9', '2026-11-23'],
    ['in 36 hours', '2026-11-23'],
    ['36 hours ago', '2026-11-20'],
    ['Friday, 27 November', '2026-11-27'],
  ])('%s', async (when, expected) => {
    expect(await iso(when)).toBe(expected);
  });

  it('tells the weekday, the date and how far it is', async () => {
    const outcome = await call(date, { when: 'next Friday' });
    expect(outcome.content).toBe('next Friday is Friday 27 November 2026 (2026-11-27), in 5 days.');
    expect(outcome.understood).toBe('next Friday = Friday 27 November 2026');
  });

  it.each([
    '31 February',
    '32 December',
    '31/02/2026',
    'May',
    '23.12.',
    '0',
    '🎄',
    'in 100000 years',
    'in 99999999 days',
    'soon',
    'a'.repeat(101),
  ])('refuses %j and says how to write it', async (when) => {
    expect(await call(date, { when })).toMatchObject({ failed: true });
  });

  it.each(hostileTexts)('survives %j', async (when) => {
    expect((await call(date, { when })).content).not.toBe('');
  });
});

describe('next Friday is the Friday of next week, Monday first', () => {
  it.each([
    ['Monday', Date.UTC(2026, 10, 23, 10), '2026-12-04'],
    ['Thursday', Date.UTC(2026, 10, 26, 10), '2026-12-04'],
    ['Friday', Date.UTC(2026, 10, 27, 10), '2026-12-04'],
    ['Saturday', Date.UTC(2026, 10, 28, 10), '2026-12-04'],
    ['Sunday', Date.UTC(2026, 10, 29, 10), '2026-12-04'],
  ])('said on a %s', async (_day, nowMs, expected) => {
    expect(await iso('next Friday', { nowMs })).toBe(expected);
  });
});

describe('the day depends on the zone', () => {
  it.each([
    ['Pacific/Auckland', '2026-11-23'],
    ['Europe/Zurich', '2026-11-22'],
    ['America/Los_Angeles', '2026-11-22'],
    ['Pacific/Kiritimati', '2026-11-23'],
  ])('%s', async (timeZone, expected) => {
    expect(await iso('today', { timeZone, nowMs: Date.UTC(2026, 10, 22, 12, 30) })).toBe(expected);
  });

  it('counts days over the change to summer time', async () => {
    const nowMs = Date.UTC(2027, 2, 27, 23, 30);
    expect((await call(date, { when: 'tomorrow' }, { nowMs })).content).toContain('2027-03-29), tomorrow.');
  });

  it('keeps month ends', async () => {
    expect(await iso('in 1 month', { nowMs: Date.UTC(2027, 0, 31, 10) })).toBe('2027-02-28');
  });

  it('reads 3/4 by the locale', async () => {
    expect(await iso('3/4/2026', { locale: 'en-US' })).toBe('2026-03-04');
    expect(await iso('3/4/2026', { locale: 'de-CH' })).toBe('2026-04-03');
  });
});

describe('days', () => {
  const between = async (from: string, to: string) => (await call(days, { from, to })).content;

  it.each([
    ['3 March', '10 April', 38],
    ['1 May', '15 August', 106],
    ['14 February', '1 April', 46],
    ['20 December', '5 January', 16],
    ['Monday', 'next Friday', 4],
    ['today', 'Christmas', 33],
    ['Easter', 'Christmas', 272],
    ['12 June 2020', 'today', 2354],
    ['1 May', 'today', 205],
    ['2026-01-01', '2027-01-01', 365],
    ['2028-01-01', '2029-01-01', 366],
    ['10 April 2026', '3 March 2026', 38],
    ['today', 'today', 0],
    ['25 December', '1 January 2027', 7],
  ])('from %s to %s', async (from, to, count) => {
    expect(await between(from, to)).toContain(` ${count} day`);
  });

  it('is a sentence with the days it understood', async () => {
    expect(await between('3 March', '10 April')).toBe(
      'From Wednesday 3 March 2027 to Saturday 10 April 2027 there are 38 days (5 weeks and 3 days).',
    );
  });

  it('says which day it does not understand', async () => {
    expect(await call(days, { from: 'today', to: 'someday' })).toMatchObject({
      failed: true,
      content: expect.stringContaining('"someday" is not a day'),
    });
  });
});
