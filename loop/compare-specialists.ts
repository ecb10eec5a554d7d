import { writeFile } from 'node:fs/promises';
import type { ToolDefinition } from '@kinglet/spec';
import type { CuratedRow } from './curate/curate.ts';
import { evaluateAdapter, type Figures, figuresTable, teacherFigures } from './evaluate.ts';
import { generatedRows } from './replay-rows.ts';
import type { WorkPaths } from './work-paths.ts';

export interface CompareOptions {
  readonly paths: WorkPaths;
  /** File of the adapter that the new one started from. */
  readonly start: string;
  readonly task: string;
  readonly tools: readonly ToolDefinition[];
  /** How many requests the base model is asked: with the tools' schemas in its prompt it is slow. */
  readonly base: number;
}

/** Generated requests that both specialists are asked. */
const checkedRows = 40;

/** Prints who answers the held-out requests, and whether something was unlearned; keeps all figures in a file. */
export async function compareSpecialists(
  heldOut: readonly CuratedRow[],
  { paths, start, task, tools, base }: CompareOptions,
): Promise<{ before: Figures; after: Figures }> {
  const before = await evaluateAdapter(start, heldOut, tools);
  const after = await evaluateAdapter(paths.adapter, heldOut, tools);
  const held = {
    'base model, schemas in the prompt': await evaluateAdapter('none', heldOut.slice(0, base), tools),
    'the specialist it started from': before,
    [task]: after,
    "teacher (the log's answers)": teacherFigures(heldOut),
  };
  console.log(`\nHeld-out requests of the log\n${figuresTable(held)}`);
  const others = (await generatedRows(paths.check, { not: paths.replay })).slice(0, checkedRows);
  const kept = {
    'the specialist it started from': await evaluateAdapter(start, others, tools),
    [task]: await evaluateAdapter(paths.adapter, others, tools),
  };
  console.log(`\nGenerated English requests, to see what was unlearned\n${figuresTable(kept)}\n`);
  await writeFile(paths.figures, `${JSON.stringify({ held, kept }, null, 2)}\n`);
  return { before, after };
}
