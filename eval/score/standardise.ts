import type { Json } from '@kinglet/spec';

/** What the leaderboard compares of a text: without spaces and `,./-_*^`, in lower case, with double quotes. */
export function standardise(text: string): string {
  return text
    .replaceAll(/[ ,./\-_*^]/g, '')
    .toLowerCase()
    .replaceAll("'", '"');
}

/** Standardises a text and leaves any other value as it is. */
export function standardiseText(value: Json): Json {
  return typeof value === 'string' ? standardise(value) : value;
}
