import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEvalPage } from '../eval/harness/eval-page.ts';
import type {} from '../eval/page/main.ts';
import { alignedTable } from '../eval/report/table.ts';
import { asShipped } from '../eval/tasks/app-setup.ts';
import type { CuratedRow } from './curate/curate.ts';

const turnLimitMs = 120_000;

/**
 * Asks the app as it is installed in a folder: its worker, its agent and its engine in Chromium, without a larger model. Gives
 * a table of who answered what.
 */
export async function askApp(publicFolder: string, rows: readonly CuratedRow[]): Promise<string> {
  const { page, browser, close } = await openEvalPage(await servedFiles(publicFolder));
  try {
    const { title, adapters } = await page.evaluate(
      (setup) => globalThis.evaluation.openApp(setup),
      asShipped,
    );
    const lines: string[][] = [['request', 'answered by', 'where', 'right', 'seconds', 'answer']];
    for (const { message, calls } of rows) {
      const input = { turns: [message], notes: [], attach: {}, turnLimitMs };
      const trace = await page.evaluate((each) => globalThis.evaluation.runTask(each), input);
      const [turn] = trace.turns;
      const [step] = turn?.steps ?? [];
      const made = (turn?.calls ?? []).map(({ tool, argumentsJson }) => `${tool} ${argumentsJson}`);
      const wanted = calls.map((call) => `${call.tool} ${JSON.stringify(call.arguments)}`);
      lines.push([
        ...[message, step?.adapter ?? 'no specialist', turn?.usedRemote ? 'remote' : (step?.place ?? '-')],
        made.join() === wanted.join() ? 'yes' : 'no',
        ...[((turn?.durationMs ?? 0) / 1000).toFixed(1), turn?.answer.split('\n')[0] ?? ''],
      ]);
    }
    return `${browser}, ${title}, specialists: ${adapters.join(', ')}\n${alignedTable(lines)}`;
  } finally {
    await close();
  }
}

/** The catalogue, the policy file and the adapters of the folder; the base model is the repository's. */
async function servedFiles(publicFolder: string): Promise<Readonly<Record<string, string>>> {
  const adapters = await readdir(join(publicFolder, 'adapters'));
  const names = [
    'models/catalogue.json',
    'models/router-policy.json',
    ...adapters.map((name) => `adapters/${name}`),
  ];
  const files = names.map((name) => [name, join(publicFolder, name)] as const);
  return Object.fromEntries(files.filter(([, path]) => existsSync(path)));
}
