import { fileURLToPath } from 'node:url';
import { KingletError } from '@kinglet/spec';
import { type AdapterFile, findAdapter } from './engines/adapter-file.ts';
import { type BaseFile, findBase } from './engines/base-file.ts';
import type { Options } from './options.ts';
import { type Category, type RowChoice, readFolder, readSealFile } from './rows/category.ts';
import { readIds } from './rows/read-ids.ts';

/** Where rows of the leaderboard lie when no folder is named. */
const defaultData = fileURLToPath(new URL('../../shared/data/bfcl', import.meta.url));

const defaultAdapter = 'tools-135m';

/** Rows of function calls, and the model that is asked. */
export interface RowSetup {
  readonly categories: readonly Category[];
  readonly base: BaseFile;
  readonly adapter: AdapterFile | null;
}

/** Finds what the options name. Throws `invalid-input` where no row is left or the adapter reads no tools but its own. */
export async function readRowSetup(options: Options): Promise<RowSetup> {
  const categories = await readCategories(options);
  const base = await findBase(options.base);
  const adapter = await findAdapter(options.adapter ?? defaultAdapter, base);
  if (adapter?.header.format === 'bare') {
    throw new KingletError(
      'invalid-input',
      `${adapter.header.id} knows its own tools only and cannot be asked for others. Score it with --calls or --tasks.`,
    );
  }
  return { categories, base, adapter };
}

async function readCategories({ data, seal, split, limit, ids }: Options): Promise<readonly Category[]> {
  const choice: RowChoice = { split, limit, ids: await readIds(ids) };
  const folder = data ?? (seal.length > 0 ? undefined : defaultData);
  const fromFolder = folder === undefined ? [] : await readFolder(folder, choice);
  const fromSeal = await Promise.all(seal.map((file) => readSealFile(file, choice)));
  const categories = [...fromFolder, ...fromSeal].filter(({ rows }) => rows.length > 0);
  if (categories.length === 0) {
    throw new KingletError('invalid-input', 'No row is left by --split and --ids. Choose others.');
  }
  return categories;
}
