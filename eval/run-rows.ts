import type { Message } from '@kinglet/spec';
import type { EvalAnswer, EvalEngine, EvalRequest } from './engines/eval-engine.ts';
import { startProgress } from './report/progress.ts';
import type { RowOutcome } from './report/row-outcome.ts';
import type { Category } from './rows/category.ts';
import { functionTool } from './rows/function-tool.ts';
import type { Row } from './rows/row.ts';

/** One category, answered. */
export interface CategoryOutcome<Outcome> {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

/** Answers every row and scores it; `onRow` sees each as it is done, so that an interrupted run leaves its errors. */
export async function runRows<Outcome extends RowOutcome>(
  categories: readonly Category[],
  answer: (row: Row, category: Category) => Promise<Outcome>,
  onRow: (category: string, outcome: Outcome) => Promise<void> | void = () => {},
): Promise<readonly CategoryOutcome<Outcome>[]> {
  const progress = startProgress(categories.reduce((sum, { rows }) => sum + rows.length, 0));
  const done: CategoryOutcome<Outcome>[] = [];
  for (const category of categories) {
    const outcomes: Outcome[] = [];
    for (const row of category.rows) {
      const outcome = await answer(row, category);
      outcomes.push(outcome);
      await onRow(category.name, outcome);
      const right = outcomes.filter(({ mistake }) => mistake === null).length;
      progress.step(`${category.name}: ${right} of ${outcomes.length} right`);
    }
    done.push({ name: category.name, outcomes });
  }
  progress.end();
  return done;
}

export function answerRow(row: Row, engine: EvalEngine): Promise<EvalAnswer> {
  return engine.answer(requestOf(row));
}

/** Asks for the row: of it nothing but question and functions: the model is told neither category nor number of calls. */
export function requestOf({ question, functions }: Row): EvalRequest {
  return {
    messages: question.map(({ role, content }): Message => ({ role, content })),
    tools: functions.map(functionTool),
  };
}
