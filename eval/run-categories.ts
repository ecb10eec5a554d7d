import { appendFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { KingletError } from '@kinglet/spec';
import { findAdapter } from './engines/adapter-file.ts';
import { findBase } from './engines/base-file.ts';
import type { EvalEngine } from './engines/eval-engine.ts';
import { withEngines } from './engines/load-engines.ts';
import type { Options } from './options.ts';
import { errorLine } from './report/row-outcome.ts';
import { figuresTable } from './report/table.ts';
import { type Category, type RowChoice, readFolder, readSealFile } from './rows/category.ts';
import { readIds } from './rows/read-ids.ts';
import { compareEngines } from './run-agreement.ts';
import { runRows } from './run-rows.ts';

/** Where rows of the leaderboard lie when no folder is named. */
const defaultData = fileURLToPath(new URL('../../shared/data/bfcl', import.meta.url));

const defaultAdapter = 'tools-135m';

/** Scores an adapter on function calls and prints a table. */
export async function runCategories(options: Options): Promise<void> {
  const categories = await readCategories(options);
  const base = await findBase(options.base);
  const adapter = await findAdapter(options.adapter ?? defaultAdapter, base);
  if (adapter?.header.format === 'bare') {
    throw new KingletError(
      'invalid-input',
      `${adapter.header.id} knows its own tools only and cannot be asked for others. Score it with --calls or --tasks.`,
    );
  }
  await withEngines(
    options.engine,
    { base, adapter, weigh: options.engine === 'both' },
    async ([engine, other]) => {
      if (engine === undefined) return;
      if (other === undefined) await report(categories, engine, options);
      else await compareEngines(categories, [engine, other]);
    },
  );
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

async function report(categories: readonly Category[], engine: EvalEngine, options: Options): Promise<void> {
  const { errors, json } = options;
  console.log(engine.title);
  if (errors !== undefined) await writeFile(errors, '');
  const done = await runRows(categories, engine, async (category, outcome) => {
    if (errors === undefined || outcome.mistake === null) return;
    await appendFile(errors, `${errorLine(category, outcome)}\n`);
  });
  const figures = Object.fromEntries(done.map(({ name, figures }) => [name, figures]));
  console.log(figuresTable(figures));
  const about = { title: engine.title, split: options.split };
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ ...about, categories: figures }, null, 2)}\n`);
}
