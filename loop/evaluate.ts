import type { ToolDefinition } from '@kinglet/spec';
import { wilson } from '../bench/harness/wilson.ts';
import { findAdapter } from '../eval/engines/adapter-file.ts';
import { type BaseFile, findBase } from '../eval/engines/base-file.ts';
import { withEngines } from '../eval/engines/load-engines.ts';
import { startProgress } from '../eval/report/progress.ts';
import { alignedTable, percent } from '../eval/report/table.ts';
import { exactMistake } from '../eval/score/exact-mistake.ts';
import type { CuratedRow } from './curate/curate.ts';

/** How many of the held-out requests one model answers with the very calls of the log. */
export interface Figures {
  readonly n: number;
  readonly correct: number;
  /** 95% interval of Wilson. */
  readonly low: number;
  readonly high: number;
  readonly seconds: number;
  /** `MESSAGE: what was wrong`. */
  readonly mistakes: readonly string[];
}

/** Asks llama.cpp in Node, under the specialist's grammar; `adapter` is a file's path, or `none`. */
export async function evaluateAdapter(
  adapter: string,
  rows: readonly CuratedRow[],
  tools: readonly ToolDefinition[],
): Promise<Figures> {
  const base: BaseFile = await findBase(undefined);
  return withEngines('node', { base, adapter: await findAdapter(adapter, base) }, async ([engine]) => {
    const startMs = performance.now();
    const progress = startProgress(rows.length);
    const mistakes: string[] = [];
    for (const [index, row] of rows.entries()) {
      const answer = await engine?.answer({ messages: [{ role: 'user', content: row.message }], tools });
      const right = row.calls.map(({ tool, arguments: args }) => ({
        [tool]: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, [value]])),
      }));
      const mistake = exactMistake(answer?.calls ?? [], right);
      if (mistake !== null) mistakes.push(`${row.message}: ${mistake}`);
      progress.step(`${adapter}: ${index + 1 - mistakes.length} right`);
    }
    progress.end();
    return figuresOf(rows.length, mistakes, (performance.now() - startMs) / 1000);
  });
}

/** What the log's own answers score against themselves: all right, as far as so few rows can say. */
export function teacherFigures(rows: readonly CuratedRow[]): Figures {
  return figuresOf(rows.length, [], 0);
}

export function figuresTable(figures: Readonly<Record<string, Figures>>): string {
  const rows = Object.entries(figures).map(([name, { n, correct, low, high, seconds }]) => [
    ...[name, `${correct} of ${n}`, percent(correct / n), `${percent(low)} to ${percent(high)}`],
    seconds === 0 ? '-' : (seconds / n).toFixed(2),
  ]);
  return alignedTable([['answered by', 'right', 'share', '95% interval', 's a request'], ...rows]);
}

function figuresOf(n: number, mistakes: readonly string[], seconds: number): Figures {
  const correct = n - mistakes.length;
  const { low, high } = wilson(correct, n);
  return { n, correct, low, high, seconds, mistakes };
}
