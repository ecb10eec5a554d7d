import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { builtInTools, openNotes, openReminders } from '@kinglet/tools';
import { toolMessages } from '../../bench/tool-calls/messages.ts';
import { mistake } from '../../bench/tool-calls/mistake.ts';
import { callMade } from '../calls/adapter-calls.ts';
import { findAdapter } from '../engines/adapter-file.ts';
import { findBase } from '../engines/base-file.ts';
import type { EvalEngine } from '../engines/eval-engine.ts';
import { withEngines } from '../engines/load-engines.ts';
import type { Options } from '../options.ts';
import { startProgress } from '../report/progress.ts';
import { outcomeOf } from '../report/row-outcome.ts';
import { type RowChoice, readFolder, readSealFile } from '../rows/category.ts';
import { readJsonLines } from '../rows/read-json-lines.ts';
import { answerRow } from '../run-rows.ts';
import { readTask } from '../tasks/read-task.ts';
import type { ConfidenceRow } from './confidence-row.ts';

/** One row to answer. */
interface Question {
  readonly id: string;
  readonly use: ConfidenceRow['use'];
  ask(engine: EvalEngine): Promise<Pick<ConfidenceRow, 'calls' | 'right'>>;
}

const defaultData = fileURLToPath(new URL('../../../shared/data/bfcl', import.meta.url));
const developmentTasks = fileURLToPath(new URL('../tasks/development.jsonl', import.meta.url));

/**
 * Asks each shipped specialist for the rows that are not in the file yet, and writes each as it is done, so that a run that
 * was cut off goes on. `tools-135m`: functions that no training row may call, a half by the hash of the id to fit to and
 * the other to report. `builtin-135m`: first turns of the development tasks to fit to, the messages of the benchmark to report.
 */
export async function collectRows(
  file: string,
  known: readonly ConfidenceRow[],
  options: Options,
): Promise<void> {
  const questions = {
    'builtin-135m': [...(await developmentQuestions(options)), ...benchQuestions(options)],
    'tools-135m': await functionQuestions(options),
  };
  const base = await findBase(options.base);
  for (const [adapter, all] of Object.entries(questions)) {
    const isKnown = ({ id }: Question) => known.some((row) => row.adapter === adapter && row.id === id);
    const left = all.filter((question) => !isKnown(question));
    if (left.length === 0) continue;
    const found = await findAdapter(adapter, base);
    await withEngines(options.engine, { base, adapter: found, weigh: true }, async ([engine]) => {
      if (engine === undefined) return;
      console.log(engine.title);
      const progress = startProgress(left.length);
      for (const { id, use, ask } of left) {
        const row: ConfidenceRow = { adapter, id, use, ...(await ask(engine)) };
        await appendFile(file, `${JSON.stringify(row)}\n`);
        progress.step(id);
      }
      progress.end();
    });
  }
}

async function functionQuestions({ data = defaultData, seal, limit }: Options): Promise<readonly Question[]> {
  const choice: RowChoice = { split: 'test', limit, ids: null };
  const ofSeal = await Promise.all(seal.map((file) => readSealFile(file, choice)));
  const categories = [...(await readFolder(data, choice)), ...ofSeal];
  return categories.flatMap((category) =>
    category.rows.map((row) => ({
      id: `${category.name}/${row.id}`,
      use: useOf(row.id),
      async ask(engine) {
        const answer = await answerRow(row, engine);
        const right = outcomeOf(row, answer, category).mistake === null;
        return { calls: answer.callProbabilities, right };
      },
    })),
  );
}

function benchQuestions({ limit }: Options): readonly Question[] {
  return toolMessages.slice(0, limit).map(({ text, wanted }) => ({
    id: text,
    use: 'report',
    async ask(engine) {
      const { calls, callProbabilities, failure } = await askBuiltIn(engine, text);
      return { calls: callProbabilities, right: failure === null && mistake(wanted, calls) === null };
    },
  }));
}

/** Right where each call, in order, does what the task's own does. */
async function developmentQuestions({ limit }: Options): Promise<readonly Question[]> {
  const tasks = (await readJsonLines(developmentTasks)).slice(0, limit).map(readTask);
  return tasks.map(({ id, turns: [text = ''], gold: [gold] }) => ({
    id,
    use: 'fit',
    async ask(engine) {
      const { calls, callProbabilities } = await askBuiltIn(engine, text);
      const wanted: Awaited<ReturnType<typeof made>>[] = [];
      for (const call of gold?.calls ?? [])
        wanted.push(await made({ name: call.tool, arguments: call.arguments as never }, text));
      const isSame = (call: (typeof calls)[number], nth: number) =>
        call.tool === wanted[nth]?.tool && call.content === wanted[nth]?.content;
      return { calls: callProbabilities, right: calls.length <= wanted.length && calls.every(isSame) };
    },
  }));
}

async function askBuiltIn(engine: EvalEngine, text: string) {
  const tools = freshTools().map(({ definition }) => definition);
  const answer = await engine.answer({ messages: [{ role: 'user', content: text }], tools });
  const calls = [];
  for (const call of answer.calls) calls.push(await made(call, text));
  return { ...answer, calls };
}

function made(call: Parameters<typeof callMade>[0], text: string) {
  return callMade(call, text, freshTools());
}

function freshTools() {
  return builtInTools({ notes: openNotes(), reminders: openReminders(), fetch: noNetwork });
}

const noNetwork: typeof globalThis.fetch = () =>
  Promise.reject(new Error('The evaluation reaches no network.'));

function useOf(id: string): ConfidenceRow['use'] {
  const [first = 0] = createHash('sha256').update(`confidence ${id}`).digest();
  return first % 2 === 0 ? 'fit' : 'report';
}
