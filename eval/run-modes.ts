import { appendFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { calibrations } from '@kinglet/router';
import { KingletError } from '@kinglet/spec';
import { withEngines } from './engines/load-engines.ts';
import { answerInMode, type ModeOutcome } from './modes/answer-in-mode.ts';
import { eachMode } from './modes/each-mode.ts';
import { type Mode, stepsOf } from './modes/mode.ts';
import { modeFigures } from './modes/mode-figures.ts';
import type { Options } from './options.ts';
import { errorLine } from './report/row-outcome.ts';
import { type RowSetup, readRowSetup } from './row-setup.ts';
import { type CategoryOutcome, runRows } from './run-rows.ts';

/** Answers the rows in one mode after the other and prints what each costs and brings. */
export async function runModes(options: Options): Promise<void> {
  checkEngine(options);
  const setup = await readRowSetup(options);
  const { engine, errors, split, limit, mayBeWrong, prices } = options;
  if (errors !== undefined) await writeFile(errors, '');
  const { base, adapter } = setup;
  const title = `${engine}, ${basename(base.path)}, ${adapter?.header.id ?? 'no adapter'}`;
  const of = `function calls, split ${split}${atMost(limit)}`;
  const about = { title, of, mayBeWrong, prices };
  await eachMode(options, about, async (mode) => {
    const done = await inMode(mode, setup, options);
    const each = done.map(({ name, outcomes }) => [name, modeFigures(outcomes, prices)] as const);
    const all = done.flatMap(({ outcomes }) => outcomes);
    return { all: modeFigures(all, prices), categories: Object.fromEntries(each) };
  });
}

/** For people, what `--limit` left of each category. */
function atMost(limit: number): string {
  return Number.isFinite(limit) ? `, the first ${limit} of each category` : '';
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
): Promise<readonly CategoryOutcome<ModeOutcome>[]> {
  const steps = stepsOf[mode];
  const calibration = calibrations[adapter?.header.id ?? ''] ?? null;
  return withEngines(name, { base, adapter, weigh: steps.teacher }, async ([engine]) => {
    if (engine === undefined) return [];
    return runRows(
      categories,
      (row, category) => answerInMode(row, category, { engine, steps, calibration, mayBeWrong }),
      async (category, outcome) => {
        if (errors === undefined || outcome.mistake === null) return;
        await appendFile(errors, `${errorLine(`${mode} ${category}`, outcome)}\n`);
      },
    );
  });
}
