import type { Message } from '@kinglet/spec';
import type { EvalAnswer, EvalEngine, EvalRequest } from './engines/eval-engine.ts';
import { type CategoryFigures, figuresOf } from './report/category-figures.ts';
import { startProgress } from './report/progress.ts';
import { outcomeOf, type RowOutcome } from './report/row-outcome.ts';
import type { Category } from './rows/category.ts';
import { functionTool } from './rows/function-tool.ts';
import type { Row } from './rows/row.ts';

/** One category, answered. */
export interface CategoryOutcome {
  readonly name: string;
  readonly outcomes: readonly RowOutcome[];
  readonly figures: CategoryFigures;
}

/** Answers every row and scores it; `onRow` sees each as it is done, so that an interrupted run leaves its errors. */
export async function runRows(
  categories: readonly Category[],
  engine: EvalEngine,
  onRow: (category: string, outcome: RowOutcome) => Promise<void> | void = () => {},
): Promise<readonly CategoryOutcome[]> {
  const progress = startProgress(categories.reduce((sum, { rows }) => sum + rows.length, 0));
  const done: CategoryOutcome[] = [];
  for (const category of categories) {
    const outcomes: RowOutcome[] = [];
    for (const row of category.rows) {
      const outcome = outcomeOf(row, await answerRow(row, engine), category);
      outcomes.push(outcome);
      await onRow(category.name, outcome);
      const right = outcomes.filter(({ mistake }) => mistake === null).length;
      progress.step(`${category.name}: ${right} of ${outcomes.length} right`);
    }
    done.push({ name: category.name, outcomes, figures: figuresOf(outcomes) });
  }
  progress.end();
  return done;
}

export function answerRow(row: Row, engine: EvalEngine): Promise<EvalAnswer> {
  return engine.answer(requestOf(row));
}

/** Of the row nothing but question and functions: the model is told neither category nor number of calls. */
function requestOf({ question, functions }: Row): EvalRequest {
  return {
    messages: question.map(({ role, content }): Message => ({ role, content })),
    tools: functions.map(functionTool),
  };
}
