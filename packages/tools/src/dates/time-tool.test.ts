import { describe, expect, it } from 'vitest';
import { capitals, largestCities } from '../testing/place-lists.ts';
import { call, hostileTexts } from '../testing/tool-context.ts';
import { findZone } from './find-zone.ts';
import { placeNames } from './place-names.ts';
import { time } from './time-tool.ts';

const now = async (place: string) => (await call(time, { place })).content;

describe('time', () => {
  it.each([
    ['Tokyo', 'It is 19:00 in Tokyo (Asia/Tokyo), Sunday 22 November 2026.'],
    ['', 'It is 11:00 here (Europe/Zurich), Sunday 22 November 2026.'],
    ['here', 'It is 11:00 here (Europe/Zurich), Sunday 22 November 2026.'],
    ['New York', '05:00'],
    ['nyc', '05:00'],
    ['new york city', '05:00'],
    ['Berlin', '11:00'],
    ['Sydney', '21:00'],
    ['London', '10:00'],
    ['in London', '10:00'],
    ['UTC', '10:00'],
    ['Los Angeles', '02:00'],
    ['San Francisco', '02:00'],
    ['Paris, France', '11:00'],
    ['Mumbai', '15:30'],
    ['Kathmandu', '15:45'],
    ['São Paulo', '07:00'],
    ['Zürich', '11:00'],
    ['Beijing', '18:00'],
    ['Switzerland', '11:00'],
    ['Japan', '19:00'],
    ['Germany', '11:00'],
    ['India', '15:30'],
    ['the UK', '10:00'],
    ['Spain', '11:00'],
    ['New Zealand', '23:00'],
    ['Europe/Zurich', '11:00'],
    ['utc+2', '12:00'],
    ['GMT-3', '07:00'],
    ['PST', '02:00'],
    ['Tokyo time', '19:00'],
    ['Tokyo right now', '19:00'],
    ['\u202ETokyo', '19:00'],
  ])('%s', async (place, expected) => {
    expect(await now(place)).toContain(expected);
  });

  it.each([
    ['Doha', 'Asia/Qatar'],
    ['Suva', 'Pacific/Fiji'],
    ['Turkey', 'Europe/Istanbul'],
    ['Türkiye', 'Europe/Istanbul'],
    ['the Czech Republic', 'Europe/Prague'],
    ['Holland', 'Europe/Amsterdam'],
    ['South Korea', 'Asia/Seoul'],
    ['Saint Lucia', 'America/St_Lucia'],
    ['Trinidad and Tobago', 'America/Port_of_Spain'],
    ['Kosovo', 'Europe/Belgrade'],
    ['Malé', 'Indian/Maldives'],
    ['Victoria, Seychelles', 'Indian/Mahe'],
    ['New York, USA', 'America/New_York'],
    ['San Francisco, California', 'America/Los_Angeles'],
    ['Geneva, Switzerland', 'Europe/Zurich'],
  ])('knows %s', (place, timeZone) => {
    expect(findZone(place)).toEqual({ kind: 'zone', timeZone });
  });

  it('knows all capitals but those whose name has a better known bearer', () => {
    const unknown = capitals.filter((capital) => findZone(capital).kind !== 'zone');
    expect(unknown).toEqual(['Victoria']);
  });

  it('knows the largest cities', () => {
    expect(largestCities.filter((city) => findZone(city).kind !== 'zone')).toEqual([]);
  });

  it('has only zones that the platform has', () => {
    for (const timeZone of placeNames.values()) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    }
  });

  it('asks which one is meant where city and country do not go together', async () => {
    expect(await call(time, { place: 'Paris, Texas' })).toMatchObject({
      failed: true,
      content: expect.stringContaining('several time zones'),
    });
  });

  it('asks for a city where a country has several zones', async () => {
    expect(await call(time, { place: 'USA' })).toMatchObject({
      failed: true,
      content: expect.stringMatching(/several time zones. Name a city, such as .*Chicago/),
    });
  });

  it.each([
    'Atlantis',
    'Victoria',
    'Congo',
    'Springfield',
    'America/Nope',
    '__proto__',
    'constructor',
    'utc+99',
  ])('does not know %s', async (place) => {
    expect(await call(time, { place })).toMatchObject({ failed: true });
  });

  it('follows summer time', async () => {
    const { content } = await call(time, { place: 'London' }, { nowMs: Date.UTC(2027, 6, 1, 10) });
    expect(content).toContain('11:00');
  });

  it.each(hostileTexts)('survives %j', async (place) => {
    expect((await call(time, { place })).content).not.toBe('');
  });
});
