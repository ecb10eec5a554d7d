import { appendFile, writeFile } from 'node:fs/promises';
import type { EvalEngine } from './engines/eval-engine.ts';
import { withEngines } from './engines/load-engines.ts';
import type { Options } from './options.ts';
import { figuresOf } from './report/category-figures.ts';
import { errorLine, outcomeOf } from './report/row-outcome.ts';
import { figuresTable } from './report/table.ts';
import { readRowSetup } from './row-setup.ts';
import type { Category } from './rows/category.ts';
import type { Row } from './rows/row.ts';
import { compareEngines } from './run-agreement.ts';
import { answerRow, runRows } from './run-rows.ts';

/** Scores an adapter on function calls and prints a table. */
export async function runCategories(options: Options): Promise<void> {
  const { categories, ...model } = await readRowSetup(options);
  await withEngines(
    options.engine,
    { ...model, weigh: options.engine === 'both' },
    async ([engine, other]) => {
      if (engine === undefined) return;
      if (other === undefined) await report(categories, engine, options);
      else await compareEngines(categories, [engine, other]);
    },
  );
}

async function report(categories: readonly Category[], engine: EvalEngine, options: Options): Promise<void> {
  const { errors, json } = options;
  console.log(engine.title);
  if (errors !== undefined) await writeFile(errors, '');
  const answer = async (row: Row, category: Category) =>
    outcomeOf(row, await answerRow(row, engine), category);
  const done = await runRows(categories, answer, async (category, outcome) => {
    if (errors === undefined || outcome.mistake === null) return;
    await appendFile(errors, `${errorLine(category, outcome)}\n`);
  });
  const figures = Object.fromEntries(done.map(({ name, outcomes }) => [name, figuresOf(outcomes)]));
  console.log(figuresTable(figures));
  const about = { title: engine.title, split: options.split };
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ ...about, categories: figures }, null, 2)}\n`);
}
