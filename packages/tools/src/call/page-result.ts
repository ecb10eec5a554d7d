import type { CutResult } from '@kinglet/spec';

/** Name of the tool that reads on in a result that was cut. */
export const readMoreName = 'read_more';

/** Longest whole result that is kept to read on in, in characters. */
export const maxWholeLength = 200_000;

/**
 * One page of a result: from `from` on at most `maxLength` characters, the note on what follows included, cut where a line, a
 * sentence or at least a word ends.
 */
export function pageOf(
  { id, text }: Pick<CutResult, 'id' | 'text'>,
  { from, maxLength }: { from: number; maxLength: number },
): string {
  const rest = text.slice(from);
  if (rest.length <= maxLength) return rest;
  const length = endOf(rest, Math.max(1, maxLength - noteOf(id, text.length, text.length).length));
  return `${rest.slice(0, length).trimEnd()}${noteOf(id, from + length, text.length)}`;
}

/** The result and the place that a handle names; null for a handle of none. */
export function cutAt(
  handle: string,
  results: readonly CutResult[],
): { result: CutResult; from: number } | null {
  const [, id, at = ''] = /^(r\d{1,4})\.(\d{1,7})$/.exec(handle.trim()) ?? [];
  const result = results.find((each) => each.id === id);
  const from = Number(at);
  return result === undefined || from >= result.text.length ? null : { result, from };
}

function noteOf(id: string, at: number, total: number): string {
  return `\n[cut: ${at} of ${total} characters; call ${readMoreName} with handle ${id}.${at} to go on]`;
}

/** Where to end a page of at most `limit` characters; never before its half. */
function endOf(text: string, limit: number): number {
  const head = text.slice(0, limit);
  const ends = [head.lastIndexOf('\n') + 1, lastEnd(head, /[.!?…]["'”’)]?\s/g), lastEnd(head, /\s/g)];
  const end = ends.find((each) => each > limit / 2);
  if (end !== undefined) return end;
  // Not through a surrogate pair.
  return /[\uD800-\uDBFF]$/.test(head) ? limit - 1 : limit;
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
