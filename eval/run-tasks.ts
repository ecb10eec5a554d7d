import { appendFile, writeFile } from 'node:fs/promises';
import { KingletError } from '@kinglet/spec';
import { findBase } from './engines/base-file.ts';
import { type EvalPage, openEvalPage } from './harness/eval-page.ts';
import type { Options } from './options.ts';
import { startProgress } from './report/progress.ts';
import { alignedTable, percent } from './report/table.ts';
import { readIds } from './rows/read-ids.ts';
import { readJsonLines } from './rows/read-json-lines.ts';
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
  const teacher = options.teacher ? await startTeacher() : null;
  try {
    const report = taskReport(await runAll(tasks, teacher, options));
    console.log(reportText(report, teacher !== null));
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await teacher?.close();
  }
}

async function readTasks(file: string, { ids, limit }: Options): Promise<readonly Task[]> {
  const wanted = await readIds(ids);
  const tasks = (await readJsonLines(file)).map(readTask);
  const chosen = tasks.filter(({ id }) => wanted === null || wanted.has(id)).slice(0, limit);
  if (chosen.length > 0) return chosen;
  throw new KingletError('invalid-input', `${file} has no task to run. Check the file and --ids.`);
}

async function runAll(
  tasks: readonly Task[],
  teacher: ScriptedTeacher | null,
  { errors }: Options,
): Promise<readonly TaskOutcome[]> {
  if (errors !== undefined) await writeFile(errors, '');
  const progress = startProgress(tasks.length);
  const outcomes: TaskOutcome[] = [];
  let app = await openApp(teacher);
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
        app = await openApp(teacher);
      }
    }
  } finally {
    progress.end();
    await app.close();
  }
  return outcomes;
}

async function openApp(teacher: ScriptedTeacher | null): Promise<EvalPage> {
  const app = await openEvalPage();
  const endpoint = teacher === null ? null : { baseUrl: teacher.baseUrl, model: teacher.model };
  const { title, adapters } = await app.page.evaluate(
    (larger) => globalThis.evaluation.openApp(larger),
    endpoint,
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
