import { emailRun } from './patterns.ts';
import { type Run, runsAround } from './runs-around.ts';
import type { Finding } from './span.ts';

const edge = '.-%+_@';

/** E-mail addresses; lower case is their normal form. A run with several addresses is one finding. */
export function findEmails(text: string): Finding[] {
  return Array.from(runsAround(text, emailRun))
    .filter((run) => holdsAddress(run.text))
    .map(trimmed);
}

function trimmed({ start: index, text: run }: Run): Finding {
  let start = 0;
  let end = run.length;
  while (edge.includes(run.charAt(start))) start += 1;
  while (edge.includes(run.charAt(end - 1))) end -= 1;
  return { start: index + start, end: index + end, value: run.slice(start, end).toLowerCase() };
}

function holdsAddress(run: string): boolean {
  const parts = run.split('@');
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
