import { placeNames } from './place-names.ts';

/** A zone by a person's name for a place, or the zones to choose from where a country has several. */
export type FoundZone =
  | { readonly kind: 'zone'; readonly timeZone: string }
  | { readonly kind: 'several'; readonly timeZones: readonly string[] }
  | { readonly kind: 'none' };

/** Finds the zone of a city, a country, an abbreviation, an offset such as `UTC+2`, or an IANA name. */
export function findZone(place: string): FoundZone {
  const name = plainName(place);
  const zone = placeNames.get(name) ?? zonesByName().get(name) ?? offsetZone(name) ?? ianaZone(place);
  if (zone !== undefined) return { kind: 'zone', timeZone: zone };
  const inCountry = zonesOfCountry(name);
  if (inCountry.length === 1 && inCountry[0] !== undefined) return { kind: 'zone', timeZone: inCountry[0] };
  if (inCountry.length > 1) return { kind: 'several', timeZones: inCountry };
  const comma = place.lastIndexOf(',');
  return comma > 0
    ? within(findZone(place.slice(0, comma)), findZone(place.slice(comma + 1)))
    : { kind: 'none' };
}

/** `Paris, France` is one place; `Paris, Texas` may be in either zone. */
function within(city: FoundZone, region: FoundZone): FoundZone {
  if (city.kind === 'none' || region.kind === 'none') return city.kind === 'none' ? region : city;
  const [inCity, inRegion] = [zonesOf(city), zonesOf(region)];
  if (inCity.every((zone) => inRegion.includes(zone))) return city;
  return { kind: 'several', timeZones: [...inCity, ...inRegion] };
}

function zonesOf(found: FoundZone): readonly string[] {
  if (found.kind === 'none') return [];
  return found.kind === 'zone' ? [found.timeZone] : found.timeZones;
}

/** Lower case without accents, dots, underscores and leading words: `São Paulo` is `sao paulo`. */
function plainName(place: string): string {
  return place
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[._'’]/g, (mark) => (mark === '_' ? ' ' : ''))
    .replace(/ & /g, ' and ')
    .replace(/\bsaint\b/g, 'st')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:in |at )?(?:the )?(?:city of )?/, '')
    .replace(/ (?:time|now|right now|standard time)$/, '');
}

let byName: Map<string, string> | undefined;

/** Each zone's last part is a city: `America/New_York` is `new york`. */
function zonesByName(): Map<string, string> {
  if (byName === undefined) {
    byName = new Map();
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      byName.set(plainName(zone), zone);
      byName.set(plainName(zone.slice(zone.lastIndexOf('/') + 1)), zone);
    }
  }
  return byName;
}

/** `utc+2` and `gmt-03:30` as `+02:00` and `-03:30`. */
function offsetZone(name: string): string | undefined {
  const match = /^(?:utc|gmt) ?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name);
  if (match === null || Number(match[2]) > 14) return undefined;
  return `${match[1]}${match[2]?.padStart(2, '0')}:${match[3] ?? '00'}`;
}

function ianaZone(place: string): string | undefined {
  const name = place.trim().replaceAll(' ', '_');
  if (!/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2}$/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

interface LocaleWithZones {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[] | undefined;
}

/** Zones of a country by its English name, where the platform knows them; else none. */
function zonesOfCountry(name: string): readonly string[] {
  const code = countryCodes().get(name.replace(/^the /, ''));
  if (code === undefined) return [];
  const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & LocaleWithZones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** Countries under names that the platform does not use, by code. A bare Congo is two countries. */
const otherNames: readonly (readonly [string, string])[] = Object.entries({
  US: 'usa, us, america, united states of america',
  AE: 'uae, emirates',
  TR: 'turkey, turkiye',
  CZ: 'czech republic',
  NL: 'holland',
  MM: 'burma',
  KR: 'korea, republic of korea',
  CI: 'ivory coast',
  SZ: 'swaziland',
  MK: 'macedonia',
  TL: 'east timor',
  PS: 'palestine',
  CV: 'cape verde',
  VA: 'vatican',
  BA: 'bosnia',
  TT: 'trinidad, tobago',
  AG: 'antigua',
  CD: 'dr congo, drc, congo kinshasa, democratic republic of the congo',
  CG: 'congo brazzaville, republic of the congo',
  RU: 'russian federation',
  IE: 'republic of ireland',
}).flatMap(([code, names]) => names.split(', ').map((name) => [name, code] as const));

let codes: Map<string, string> | undefined;

function countryCodes(): Map<string, string> {
  if (codes === undefined) {
    codes = new Map(otherNames);
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    for (const first of letters) {
      for (const second of letters) {
        const name = names.of(first + second);
        if (name !== undefined) codes.set(plainName(name), first + second);
      }
    }
  }
  return codes;
}
