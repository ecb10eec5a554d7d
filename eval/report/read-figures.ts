import { basename } from 'node:path';
import { isJsonObject, KingletError } from '@kinglet/spec';
import { readText } from '../rows/read-json-lines.ts';

/** The shares of one `--json` file, by category. */
export interface Series {
  readonly name: string;
  readonly shares: Readonly<
    Record<string, { readonly share: number; readonly low: number; readonly high: number }>
  >;
}

/** Reads `FILE` or `NAME=FILE`. Throws `invalid-input` where the file is no result of `pnpm eval --json`. */
export async function readSeries(argument: string): Promise<Series> {
  const [, name, file = argument] = /^([^=/]+)=(.+)$/.exec(argument) ?? [];
  const text = await readText(file);
  const categories = categoriesOf(text, file);
  const shares = Object.entries(categories).map(
    ([category, figures]) => [category, shareOf(figures, file)] as const,
  );
  return { name: name ?? basename(file, '.json'), shares: Object.fromEntries(shares) };
}

function categoriesOf(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad(file, cause);
  }
  const categories = isJsonObject(value) ? value['categories'] : undefined;
  if (!isJsonObject(categories)) throw bad(file);
  return categories;
}

function shareOf(figures: unknown, file: string): Series['shares'][string] {
  const { accuracy, low, high } = isJsonObject(figures) ? figures : {};
  if (typeof accuracy !== 'number' || typeof low !== 'number' || typeof high !== 'number') throw bad(file);
  return { share: accuracy, low, high };
}

function bad(file: string, cause?: unknown): KingletError {
  return new KingletError(
    'invalid-input',
    `${file} has no figures by category. Write it with pnpm eval --json.`,
    { cause },
  );
}
