import { ibanStart } from './patterns.ts';
import type { Finding } from './span.ts';

/** Bank account numbers (ISO 13616), written together or in groups of four, whose check digits are right. */
export function findIbans(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(ibanStart)) {
    if (/[A-Za-z0-9]/.test(text.charAt(match.index - 1))) continue;
    const length = ibanLength(match[0] + match[1]);
    if (length === 0 || /[A-Za-z0-9]/.test(text.charAt(match.index + length))) continue;
    const end = match.index + length;
    found.push({
      start: match.index,
      end,
      value: text.slice(match.index, end).replaceAll(' ', '').toUpperCase(),
    });
  }
  return found;
}

/** Length of the longest IBAN that the candidate begins with; 0 when there is none. */
function ibanLength(candidate: string): number {
  const words = candidate.split(' ');
  const first = words[0] ?? '';
  if (first.length !== 4) return isIban(first) ? first.length : 0;
  let length = first.length;
  let longest = 0;
  for (const word of words.slice(1)) {
    if (word === '' || word.length > 4) break;
    length += 1 + word.length;
    if (isIban(candidate.slice(0, length).replaceAll(' ', ''))) longest = length;
    if (word.length < 4) break;
  }
  return longest;
}

/** ISO 7064, MOD 97-10: the first four characters go last, letters count from A = 10, the remainder is 1. */
function isIban(compact: string): boolean {
  if (compact.length < 15 || compact.length > 34) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
