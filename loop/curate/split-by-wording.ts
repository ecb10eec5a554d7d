import { createHash } from 'node:crypto';
import type { CuratedRow } from './curate.ts';
import { groupBy } from './group-by.ts';

/** A log's rows, apart: no wording stands on both sides. */
export interface Split {
  readonly train: readonly CuratedRow[];
  readonly heldOut: readonly CuratedRow[];
}

/** Draws whole wordings, in the order of their hashes, until `count` rows are held out; the same rows give the same split. */
export function splitByWording(rows: readonly CuratedRow[], count: number): Split {
  const groups = [...groupBy(rows, wordingOf)].sort(([left], [right]) =>
    hashOf(left) < hashOf(right) ? -1 : 1,
  );
  const heldOut: CuratedRow[] = [];
  const train: CuratedRow[] = [];
  for (const [, group] of groups) (heldOut.length < count ? heldOut : train).push(...group);
  return { train, heldOut };
}

/** The message without what its calls took from it: those words are `_`, other numbers are `#`. */
export function wordingOf({ message, calls }: CuratedRow): string {
  let text = message.toLowerCase();
  const values = calls
    .flatMap((call) => Object.values(call.arguments))
    .map((value) => String(value).toLowerCase());
  for (const value of values.sort((left, right) => right.length - left.length)) {
    if (value !== '') text = text.split(value).join('_');
  }
  return text
    .replace(/\d+(?:[.,]\d+)*/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
