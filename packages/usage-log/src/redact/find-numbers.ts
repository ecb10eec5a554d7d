import { longestWindow, numberRuns } from './number-runs.ts';
import type { Finding } from './span.ts';

/** Payment card numbers: a known issuer's prefix and length, and a right check digit. */
export function findCards(text: string): Finding[] {
  return findWindows(text, 5, cardStart, isCard);
}

/**
 * Phone numbers: international with `+` or `00`, national with a leading 0, North American in groups. A bare number
 * without any of these marks is a number.
 */
export function findPhones(text: string): Finding[] {
  return findWindows(text, 8, phoneStart, isPhone);
}

const cardStart = /^[2-6]\d\d/;
const phoneStart = /^(?:[+(0]|1[ .-]|[2-9]\d\d[ .-])/;

function findWindows(
  text: string,
  most: number,
  start: RegExp,
  passes: (window: string) => boolean,
): Finding[] {
  const found: Finding[] = [];
  for (const run of numberRuns(text)) {
    for (let index = 0; index < run.chunks.length; ) {
      const hit = longestWindow(run, index, { most, start, passes });
      if (hit !== null)
        found.push({ start: hit.start, end: hit.end, value: hit.text.replace(/[^\d+]/g, '') });
      index += hit?.chunks ?? 1;
    }
  }
  return found;
}

/** Issuer prefixes and lengths: Visa, Mastercard, American Express, Diners, JCB, Discover and UnionPay, Maestro. */
const issuers =
  /^(?:4\d{12}(?:\d{3}(?:\d{3})?)?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6\d{15,18}|5[0678]\d{11,17})$/;

function isCard(window: string): boolean {
  if (!/^\d[\d -]+\d$/.test(window)) return false;
  const groups = window.split(/[ -]/);
  if (groups.length > 1 && groups.some((group) => group.length < 3)) return false;
  const digits = groups.join('');
  return issuers.test(digits) && passesLuhn(digits);
}

/** Luhn (ISO/IEC 7812-1): from the right, every second digit doubled, its digits added; the sum ends in 0. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - place));
    const weighted = place % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

const international = /^\(?(?:\+|00[1-9])/;
const northAmerican = /^(?:\+?1[ .-])?(?:\([2-9]\d{2}\)[ .-]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}$/;
/** `079 ...`, `(020) ...`, `06 12345678`, `02 9876 5432`, five pairs; `05 06 2024 12` and the end of `1 010 020 030` fit none. */
const national =
  /^(?!0\d\d(?: \d{3})+$)\(?0(?:\d{2,}|\d[ .-]?\d{8}$|\d\)?[ .-]\d{4}[ .-]\d{4}$|\d(?:[ .-]\d{2}){4}$)/;

function isPhone(window: string): boolean {
  if (window.lastIndexOf('+') > 1) return false;
  const count = window.replace(/\D/g, '').length;
  if (international.test(window)) return count >= 8 && count <= 15;
  if (northAmerican.test(window)) return true;
  return national.test(window) && count >= 9 && count <= 11;
}
