import { appendFile, writeFile } from 'node:fs/promises';
import { calibrations } from '@kinglet/router';
import { KingletError } from '@kinglet/spec';
import { withEngines } from './engines/load-engines.ts';
import { answerInMode, type ModeOutcome } from './modes/answer-in-mode.ts';
import { type Mode, stepsOf } from './modes/mode.ts';
import { type ModeFigures, modeFigures } from './modes/mode-figures.ts';
import { type ModesResult, modeTable, writeModes } from './modes/modes-result.ts';
import type { Options } from './options.ts';
import { errorLine } from './report/row-outcome.ts';
import { alignedTable } from './report/table.ts';
import { type RowSetup, readRowSetup } from './row-setup.ts';
import { type CategoryOutcome, runRows } from './run-rows.ts';

/** Answers the rows in one mode after the other and prints what each costs and brings. */
export async function runModes(options: Options): Promise<void> {
  checkEngine(options);
  const setup = await readRowSetup(options);
  const { errors, json, split, mayBeWrong, prices } = options;
  if (errors !== undefined) await writeFile(errors, '');
  let result: ModesResult = {
    title: '',
    of: `function calls, split ${split}`,
    mayBeWrong,
    prices,
    modes: {},
  };
  for (const mode of options.modes) {
    const { title, done } = await inMode(mode, setup, options);
    const all = modeFigures(
      done.flatMap(({ outcomes }) => outcomes),
      prices,
    );
    const each = done.map(({ name, outcomes }): [string, ModeFigures] => [
      name,
      modeFigures(outcomes, prices),
    ]);
    const figures = { all, categories: Object.fromEntries(each) };
    result = { ...result, title, modes: { ...result.modes, [mode]: figures } };
    // What is done by then is kept where a later mode is cut off.
    if (json !== undefined) await writeModes(json, result);
  }
  console.log(alignedTable(modeTable(result)));
}

function checkEngine({ engine, modes }: Options): void {
  if (engine === 'both' || (engine === 'browser' && modes.includes('prompted'))) {
    throw new KingletError(
      'invalid-input',
      `--engine ${engine} does not do this: modes are of one engine, and prompted is decoded in Node only. Leave out --engine or the mode.`,
    );
  }
}

async function inMode(
  mode: Mode,
  { categories, base, adapter }: RowSetup,
  { engine: name, mayBeWrong, errors }: Options,
): Promise<{ readonly title: string; readonly done: readonly CategoryOutcome<ModeOutcome>[] }> {
  const steps = stepsOf[mode];
  const calibration = calibrations[adapter?.header.id ?? ''] ?? null;
  return withEngines(name, { base, adapter, weigh: steps.teacher }, async ([engine]) => {
    if (engine === undefined) return { title: '', done: [] };
    console.log(`${mode}: ${engine.title}`);
    const done = await runRows(
      categories,
      (row, category) => answerInMode(row, category, { engine, steps, calibration, mayBeWrong }),
      async (category, outcome) => {
        if (errors === undefined || outcome.mistake === null) return;
        await appendFile(errors, `${errorLine(`${mode} ${category}`, outcome)}\n`);
      },
    );
    return { title: engine.title, done };
  });
}
