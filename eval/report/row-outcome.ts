import type { EvalAnswer } from '../engines/eval-engine.ts';
import type { Category } from '../rows/category.ts';
import type { MadeCall, Row } from '../rows/row.ts';
import { namesAreRight, rowMistake } from '../score/row-mistake.ts';

/** One row, answered and scored. */
export interface RowOutcome {
  readonly row: Row;
  readonly answer: EvalAnswer;
  /** Null: right. */
  readonly mistake: string | null;
  /** Null where names do not count. */
  readonly namesRight: boolean | null;
}

export function outcomeOf(row: Row, answer: EvalAnswer, { rule }: Pick<Category, 'rule'>): RowOutcome {
  return {
    row,
    answer,
    mistake: answer.failure ?? rowMistake(answer.calls, row, rule),
    namesRight: namesAreRight(answer.calls, row, rule),
  };
}

/** A wrong row for people who look for the cause: a line of the `--errors` file. */
export function errorLine(category: string, { row, answer, mistake }: RowOutcome): string {
  const { calls, reply, promptTokens } = answer;
  return JSON.stringify({
    category,
    id: row.id,
    mistake,
    question: row.question.map(({ content }) => content).join('\n'),
    expected: row.rightCalls,
    got: calls.map(callText),
    reply,
    promptTokens,
    functions: row.functions,
  });
}

function callText({ name, arguments: values }: MadeCall): Readonly<Record<string, MadeCall['arguments']>> {
  return { [name]: values };
}
