import { appendFile, writeFile } from 'node:fs/promises';
import { toolMessages } from '../bench/tool-calls/messages.ts';
import { adapterCalls, type CallOutcome } from './calls/adapter-calls.ts';
import { type CallFigures, callFigures, comparisonText } from './calls/call-figures.ts';
import { readCallRow } from './calls/read-call-row.ts';
import { findAdapter } from './engines/adapter-file.ts';
import { findBase } from './engines/base-file.ts';
import { withEngines } from './engines/load-engines.ts';
import type { Options } from './options.ts';
import { readJsonLines } from './rows/read-json-lines.ts';

/** The word that stands for the messages of `pnpm bench tool-calls`. */
const benchMessages = 'bench';

/** Of the two that are compared, the first one needs no schemas in its prompt. */
const comparedAdapters = ['builtin-135m', 'tools-135m'];

/** Asks each adapter for the calls of the same messages, on the built-in tools, and prints how they compare. */
export async function runCalls(file: string, options: Options): Promise<void> {
  const rows = file === benchMessages ? toolMessages : (await readJsonLines(file)).map(readCallRow);
  const messages = rows.slice(0, options.limit);
  const base = await findBase(options.base);
  const names = options.adapter === null ? comparedAdapters : [options.adapter];
  const adapters = [];
  for (const name of names) adapters.push({ name, adapter: await findAdapter(name, base) });
  if (options.errors !== undefined) await writeFile(options.errors, '');
  const figures: Record<string, CallFigures> = {};
  for (const { name, adapter } of adapters) {
    await withEngines(options.engine, { base, adapter }, async (engines) => {
      for (const engine of engines) {
        console.log(engine.title);
        const outcomes = await adapterCalls(messages, engine);
        const key = engines.length > 1 ? engine.title : name;
        figures[key] = callFigures(outcomes);
        await writeErrors(options.errors, key, outcomes);
      }
    });
  }
  console.log(comparisonText(figures));
  if (options.json !== undefined)
    await writeFile(options.json, `${JSON.stringify({ adapters: figures }, null, 2)}\n`);
}

async function writeErrors(
  file: string | undefined,
  adapter: string,
  outcomes: readonly CallOutcome[],
): Promise<void> {
  if (file === undefined) return;
  const wrong = outcomes.filter(({ mistake }) => mistake !== null);
  await appendFile(file, wrong.map((outcome) => `${JSON.stringify({ adapter, ...outcome })}\n`).join(''));
}
