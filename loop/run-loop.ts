import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '@kinglet/router';
import { KingletError, type ToolDefinition } from '@kinglet/spec';
import { readJsonLines } from '../eval/rows/read-json-lines.ts';
import { mustRun } from '../scripts/run-command.ts';
import { askApp } from './ask-app.ts';
import { builtInDefinitions } from './built-in-definitions.ts';
import { compareSpecialists } from './compare-specialists.ts';
import { type CuratedRow, curate } from './curate/curate.ts';
import { readLogRow } from './curate/read-log-row.ts';
import { type Split, splitByWording, wordingOf } from './curate/split-by-wording.ts';
import { datasetRow, jsonLines, writeDataset } from './curate/write-dataset.ts';
import type { Figures } from './evaluate.ts';
import { installSpecialist } from './install/install-specialist.ts';
import { refuseTakenName } from './install/refuse-taken-name.ts';
import type { LoopOptions } from './options.ts';
import { startAdapter } from './start-adapter.ts';
import { trainSpecialist } from './train-specialist.ts';
import { repository, workPaths } from './work-paths.ts';

/** Fewer rows than this teach nothing that held-out wordings show. */
const fewestRows = 30;
/** Generated rows for each of the task's; they are twice as long. */
const replayShare = 0.5;

/** Log in, specialist out: curate, split, train, evaluate, install; says each step. */
export async function runLoop(options: LoopOptions): Promise<void> {
  const { task } = options;
  const publicFolder = options.publicFolder ?? join(repository, 'public');
  const tools = builtInDefinitions();
  await refuseTakenName(task, publicFolder);
  const start = await startAdapter(
    options.start ?? join(repository, 'public', 'adapters', 'builtin-135m.gguf'),
    tools,
  );
  const split = await curateFile(options, tools);
  const paths = workPaths(task);
  await mkdir(paths.folder, { recursive: true });
  await writeDataset(paths.curated, split.train, { task, tools });
  await writeFile(paths.heldOut, jsonLines(split.heldOut.map((row) => datasetRow(row, task))));
  const startMs = performance.now();
  if (options.train) {
    const { minutes, seed, python } = options;
    const replayRows = Math.round(replayShare * split.train.length);
    await trainSpecialist(paths, { id: task, start: start.path, minutes, replayRows, seed, python });
    console.log(
      `Data, training and export took ${((performance.now() - startMs) / 60_000).toFixed(1)} minutes.`,
    );
  }
  const { before, after } = await compareSpecialists(split.heldOut, {
    ...{ paths, start: start.path, task, tools },
    base: options.base,
  });
  if (after.low <= before.low) {
    console.log(
      `Not installed: the lower bound of ${task} (${after.low.toFixed(3)}) is not above that of the adapter it started from (${before.low.toFixed(3)}). More rows or more minutes may help.`,
    );
    return;
  }
  if (!options.install) return;
  const { adapter } = await installSpecialist(paths.adapter, {
    ...{ task, publicFolder, tools, evidence: evidenceOf(after) },
    against: { adapter: start.id, ...evidenceOf(before) },
    since: new Date().toISOString().slice(0, 10),
  });
  if (options.publicFolder === undefined) await formatCatalogue();
  console.log(`Installed in ${publicFolder}: ${adapter} goes first for the built-in tools.`);
  if (options.app > 0) console.log(`\n${await askApp(publicFolder, split.heldOut.slice(0, options.app))}`);
}

/** As the repository's own check wants it. */
function formatCatalogue(): Promise<void> {
  const biome = join(repository, 'node_modules', '.bin', 'biome');
  return mustRun(biome, ['format', '--write', join(repository, 'public', 'models')]);
}

function evidenceOf({ n, correct, low }: Figures): Evidence {
  return { n, correct, low };
}

async function curateFile(options: LoopOptions, tools: readonly ToolDefinition[]): Promise<Split> {
  const { file, tools: only, match } = options;
  const log = (await readJsonLines(file)).map(({ place, value }) => readLogRow(value, place));
  const { rows, leftOut } = curate(log, { tools, only, match });
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${count} ${reason}`);
  console.log(
    `${file}: ${rows.length} of ${log.length} rows curated; left out: ${reasons.join(', ') || 'none'}.`,
  );
  const split = splitByWording(rows, options.heldOut);
  const { train, heldOut } = split;
  if (train.length < fewestRows) {
    throw new KingletError(
      'invalid-input',
      `${train.length} rows are left to train on after ${heldOut.length} were held out; at least ${fewestRows} are needed. Give a longer log, or a smaller --held-out.`,
    );
  }
  const wordings = (some: readonly CuratedRow[]) => new Set(some.map(wordingOf)).size;
  console.log(
    `${train.length} rows to train on (${wordings(train)} wordings), ${heldOut.length} held out (${wordings(heldOut)} other wordings).`,
  );
  return split;
}
