import { wilson } from '../../bench/harness/wilson.ts';
import type { RowOutcome } from './row-outcome.ts';

/** What `--json` holds of one category. Shares are from 0 to 1, `low` and `high` their 95% interval. */
export interface CategoryFigures {
  readonly n: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  /** Share of rows with the right names, whatever the arguments; null where no call is wanted or any will do. */
  readonly nameAccuracy: number | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly seconds: number;
}

export function figuresOf(outcomes: readonly RowOutcome[]): CategoryFigures {
  const n = outcomes.length;
  const correct = outcomes.filter(({ mistake }) => mistake === null).length;
  const named = outcomes.filter(({ namesRight }) => namesRight !== null);
  const { share, low, high } = wilson(correct, n);
  const sum = (value: (outcome: RowOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + value(outcome), 0);
  return {
    n,
    correct,
    accuracy: share,
    low,
    high,
    nameAccuracy:
      named.length === 0 ? null : named.filter(({ namesRight }) => namesRight === true).length / named.length,
    promptTokens: sum(({ answer }) => answer.promptTokens),
    completionTokens: sum(({ answer }) => answer.completionTokens),
    seconds: Math.round(sum(({ answer }) => answer.seconds) * 10) / 10,
  };
}
