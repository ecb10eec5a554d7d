import { canonicalJson } from '@kinglet/spec';
import type { EvalAnswer, EvalEngine } from './engines/eval-engine.ts';
import { startProgress } from './report/progress.ts';
import { percent } from './report/table.ts';
import type { Category } from './rows/category.ts';
import { answerRow } from './run-rows.ts';

/** How often two engines make the same calls for the same row, whether right or wrong. */
export interface Agreement {
  readonly n: number;
  readonly same: number;
  /** Rows in which both read prompts of equal length: else their tokenizers differ. */
  readonly samePrompts: number;
  /** How far apart the least probable part of a call was at most, where both made the same calls; 0 to 1. */
  readonly probabilityGap: number;
}

/** Asks both engines for every row and prints where they differ. */
export async function compareEngines(
  categories: readonly Category[],
  [left, right]: readonly [EvalEngine, EvalEngine],
): Promise<Agreement> {
  let [n, same, samePrompts, probabilityGap] = [0, 0, 0, 0];
  const progress = startProgress(categories.reduce((sum, { rows }) => sum + rows.length, 0));
  for (const { name, rows } of categories) {
    for (const row of rows) {
      const answers = [await answerRow(row, left), await answerRow(row, right)] as const;
      const [leftCalls, rightCalls] = answers.map(callsText);
      n += 1;
      if (answers[0].promptTokens === answers[1].promptTokens) samePrompts += 1;
      if (leftCalls === rightCalls) {
        same += 1;
        const [a, b] = answers.map(leastProbable);
        probabilityGap = Math.max(probabilityGap, Math.abs((a ?? 1) - (b ?? 1)));
      }
      if (leftCalls !== rightCalls)
        console.log(`${name} ${row.id}:\n  ${left.title}: ${leftCalls}\n  ${right.title}: ${rightCalls}`);
      progress.step(`${same} of ${n} the same`);
    }
  }
  progress.end();
  console.log(
    `${same} of ${n} rows (${percent(same / n)}) with the same calls from ${left.title} and ${right.title};`,
  );
  console.log(`${samePrompts} of ${n} with prompts of the same number of tokens.`);
  console.log(`The least probable part of the same calls differs by ${probabilityGap.toFixed(3)} at most.`);
  return { n, same, samePrompts, probabilityGap };
}

function leastProbable({ callProbabilities }: EvalAnswer): number {
  return Math.min(1, ...callProbabilities.flatMap(({ name, arguments: values }) => [name, ...values]));
}

function callsText({ calls, failure }: EvalAnswer): string {
  if (failure !== null) return failure;
  return calls.map((call) => `${call.name} ${canonicalJson(call.arguments)}`).join('; ') || 'no call';
}
