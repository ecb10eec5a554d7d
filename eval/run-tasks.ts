import { appendFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { KingletError } from '@kinglet/spec';
import { findBase } from './engines/base-file.ts';
import { type EvalPage, openEvalPage } from './harness/eval-page.ts';
import { eachMode } from './modes/each-mode.ts';
import { stepsOf } from './modes/mode.ts';
import { taskFigures } from './modes/task-figures.ts';
import type { Options } from './options.ts';
import { startProgress } from './report/progress.ts';
import { alignedTable, percent } from './report/table.ts';
import { readIds } from './rows/read-ids.ts';
import { readJsonLines } from './rows/read-json-lines.ts';
import { type AppSetup, asShipped } from './tasks/app-setup.ts';
import { readTask } from './tasks/read-task.ts';
import type { Task } from './tasks/task.ts';
import { taskFailures } from './tasks/task-failures.ts';
import { type TaskOutcome, type TaskReport, taskReport } from './tasks/task-outcome.ts';
import { type ScriptedTeacher, startTeacher } from './tasks/teacher.ts';
import type { TaskTrace } from './tasks/trace.ts';

/** A turn that takes longer is stopped; it counts by what it did until then. */
const turnLimitMs = 300_000;

/** Runs tasks in the app's own worker and agent, in Chromium, and prints a table. */
export async function runTasks(file: string, options: Options): Promise<void> {
  const tasks = await readTasks(file, options);
  await findBase(options.base);
  const { errors, json, teacher } = options;
  if (errors !== undefined) await writeFile(errors, '');
  const report = taskReport(await runAll(tasks, { ...asShipped, asksTeacher: teacher }, options));
  console.log(reportText(report, teacher));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
}

/** Runs the tasks in one mode after the other and prints what each costs and brings. Throws `invalid-input` for `prompted`. */
export async function runTaskModes(file: string, options: Options): Promise<void> {
  const { errors, mayBeWrong, modes, prices } = options;
  if (modes.includes('prompted')) {
    throw new KingletError(
      'invalid-input',
      `--mode prompted is for rows: the app decodes calls under a grammar only. Name constrained, grounded or escalated.`,
    );
  }
  const tasks = await readTasks(file, options);
  await findBase(options.base);
  if (errors !== undefined) await writeFile(errors, '');
  const about = { title: basename(file), of: 'tasks in the app', mayBeWrong, prices };
  await eachMode(options, about, async (mode) => {
    const { checks: grounded, teacher: asksTeacher } = stepsOf[mode];
    const run = { grounded, asksTeacher, mayBeWrong: asksTeacher ? mayBeWrong : null };
    const outcomes = await runAll(tasks, run, options);
    const names = [...new Set(outcomes.map(({ task }) => task.category))];
    const categories = names.map((name) => {
      const inCategory = outcomes.filter(({ task }) => task.category === name);
      return [name, taskFigures(inCategory, prices)] as const;
    });
    return { all: taskFigures(outcomes, prices), categories: Object.fromEntries(categories) };
  });
}

async function readTasks(file: string, { ids, limit }: Options): Promise<readonly Task[]> {
  const wanted = await readIds(ids);
  const tasks = (await readJsonLines(file)).map(readTask);
  const chosen = tasks.filter(({ id }) => wanted === null || wanted.has(id)).slice(0, limit);
  if (chosen.length > 0) return chosen;
  throw new KingletError('invalid-input', `${file} has no task to run. Check the file and --ids.`);
}

/** The app, and whether the scripted larger model is there. */
interface TaskRun extends Omit<AppSetup, 'teacher'> {
  readonly asksTeacher: boolean;
}

async function runAll(
  tasks: readonly Task[],
  { asksTeacher, grounded, mayBeWrong }: TaskRun,
  { errors }: Options,
): Promise<readonly TaskOutcome[]> {
  const teacher = asksTeacher ? await startTeacher() : null;
  const endpoint = teacher === null ? null : { baseUrl: teacher.baseUrl, model: teacher.model };
  const setup: AppSetup = { teacher: endpoint, grounded, mayBeWrong };
  try {
    return await runEach(tasks, { setup, teacher, errors });
  } finally {
    await teacher?.close();
  }
}

async function runEach(
  tasks: readonly Task[],
  {
    setup,
    teacher,
    errors,
  }: { setup: AppSetup; teacher: ScriptedTeacher | null; errors: string | undefined },
): Promise<readonly TaskOutcome[]> {
  const progress = startProgress(tasks.length);
  const outcomes: TaskOutcome[] = [];
  let app = await openApp(setup);
  try {
    for (const task of tasks) {
      teacher?.teach(task);
      const outcome = await runOne(task, app);
      outcomes.push(outcome);
      if (errors !== undefined && outcome.failures.length > 0) {
        await appendFile(errors, `${JSON.stringify(errorOf(outcome))}\n`);
      }
      const passed = outcomes.filter(({ failures }) => failures.length === 0).length;
      progress.step(`${passed} of ${outcomes.length} passed`);
      if (outcome.trace === null) {
        await app.close();
        app = await openApp(setup);
      }
    }
  } finally {
    progress.end();
    await app.close();
  }
  return outcomes;
}

async function openApp(setup: AppSetup): Promise<EvalPage> {
  const app = await openEvalPage();
  const { title, adapters } = await app.page.evaluate(
    (wanted) => globalThis.evaluation.openApp(wanted),
    setup,
  );
  console.log(`${app.browser}, ${title}, specialists: ${adapters.join(', ') || 'none'}`);
  return app;
}

async function runOne(task: Task, { page }: EvalPage): Promise<TaskOutcome> {
  const startMs = performance.now();
  const { turns, notes, attach } = task;
  const seconds = () => (performance.now() - startMs) / 1000;
  try {
    const input = { turns, notes, attach, turnLimitMs };
    const trace: TaskTrace = await page.evaluate((each) => globalThis.evaluation.runTask(each), input);
    return { task, trace, failures: taskFailures(task, trace), seconds: seconds() };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { task, trace: null, failures: [`the run broke: ${reason}`], seconds: seconds() };
  }
}

/** A line of the `--errors` file: what was expected, and the whole transcript. */
function errorOf({ task, trace, failures, seconds }: TaskOutcome): object {
  const { id, category, turns, notes, attach, answer, effect } = task;
  return {
    id,
    category,
    failures,
    seconds,
    ask: turns,
    notes,
    attach,
    expect: { answer: answer?.source, effect },
    trace,
  };
}

function reportText(report: TaskReport, hasTeacher: boolean): string {
  const { byCategory, seconds, toolSeconds, escalatedShare } = report;
  const rows = [...Object.entries(byCategory), ['all', report] as const].map(([name, figures]) => [
    name,
    String(figures.passed),
    String(figures.n),
    percent(figures.share),
    `${percent(figures.low)} to ${percent(figures.high)}`,
  ]);
  return [
    alignedTable([['category', 'passed', 'of', 'share', '95% interval'], ...rows]),
    `${seconds.toFixed(0)} s in all; from send to the first finished tool call ${toolSeconds ?? '-'} s (median)`,
    ...(hasTeacher ? [`${percent(escalatedShare)} of the tasks asked the scripted larger model`] : []),
  ].join('\n');
}
