import type { Finding } from './span.ts';

/** One class, repeated, with nothing after it that could fail: each character is read once. */
const run = /[\p{L}\p{N}._%+\-@]+/gu;
const edge = '.-%+_@';

/** E-mail addresses; lower case is their normal form. A run with several addresses is one finding. */
export function findEmails(text: string): Finding[] {
  if (!text.includes('@')) return [];
  const found: Finding[] = [];
  for (const match of text.matchAll(run)) {
    const word = match[0];
    if (!word.includes('@') || !holdsAddress(word)) continue;
    let start = 0;
    let end = word.length;
    while (edge.includes(word.charAt(start))) start += 1;
    while (edge.includes(word.charAt(end - 1))) end -= 1;
    found.push({
      start: match.index + start,
      end: match.index + end,
      value: word.slice(start, end).toLowerCase(),
    });
  }
  return found;
}

function holdsAddress(word: string): boolean {
  const parts = word.split('@');
  return parts.some((part, index) => index > 0 && parts[index - 1] !== '' && isDomain(part));
}

/** At least two labels, the last one letters only: `lit@3.3.1` is a version, not an address. */
function isDomain(part: string): boolean {
  const labels = part.split('.').filter((label) => label !== '');
  const last = labels.at(-1) ?? '';
  return (
    labels.length >= 2 && last.length >= 2 && last.length <= 24 && /^\p{L}/u.test(last) && !/\d/.test(last)
  );
}
