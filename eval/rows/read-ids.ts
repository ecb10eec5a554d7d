import { KingletError } from '@kinglet/spec';
import { readText } from './read-json-lines.ts';

/** The ids of a file, one a line; null without a file, which means all. Throws `invalid-input` where it has none. */
export async function readIds(file: string | undefined): Promise<ReadonlySet<string> | null> {
  if (file === undefined) return null;
  const ids = (await readText(file)).split('\n').map((line) => line.trim());
  const named = new Set(ids.filter((id) => id !== ''));
  if (named.size > 0) return named;
  throw new KingletError('invalid-input', `${file} names no ids. Write one a line, or leave --ids out.`);
}
