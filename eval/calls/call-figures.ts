import { wilson } from '../../bench/harness/wilson.ts';
import { alignedTable, percent } from '../report/table.ts';
import type { CallOutcome } from './adapter-calls.ts';

/** What `--json` holds of one adapter. */
export interface CallFigures {
  readonly n: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  /** Share of the messages that need a tool, and of those that need none. */
  readonly calls: number;
  readonly talk: number;
  /** Mean of a message. */
  readonly promptTokens: number;
  readonly seconds: number;
}

export function callFigures(outcomes: readonly CallOutcome[]): CallFigures {
  const n = outcomes.length;
  const rightOf = (some: readonly CallOutcome[]): number =>
    some.filter(({ mistake }) => mistake === null).length;
  const shareOf = (isTalk: boolean): number => {
    const some = outcomes.filter((outcome) => outcome.isTalk === isTalk);
    return some.length === 0 ? 0 : rightOf(some) / some.length;
  };
  const mean = (value: (outcome: CallOutcome) => number): number =>
    n === 0 ? 0 : outcomes.reduce((sum, outcome) => sum + value(outcome), 0) / n;
  const correct = rightOf(outcomes);
  const { share: accuracy, low, high } = wilson(correct, n);
  return {
    ...{ n, correct, accuracy, low, high },
    ...{ calls: shareOf(false), talk: shareOf(true) },
    promptTokens: mean(({ promptTokens }) => promptTokens),
    seconds: mean(({ seconds }) => seconds),
  };
}

/** A table, and the first adapter against the second where there are two. */
export function comparisonText(figures: Readonly<Record<string, CallFigures>>): string {
  const head = [
    'adapter',
    'right',
    'of',
    'accuracy',
    '95% interval',
    'calls',
    'talk',
    'prompt tokens',
    'seconds',
  ];
  const rows = Object.entries(figures).map(([name, each]) => [
    name,
    String(each.correct),
    String(each.n),
    percent(each.accuracy),
    `${percent(each.low)} to ${percent(each.high)}`,
    percent(each.calls),
    percent(each.talk),
    each.promptTokens.toFixed(0),
    each.seconds.toFixed(2),
  ]);
  const [first, second] = Object.entries(figures);
  if (first === undefined || second === undefined) return alignedTable([head, ...rows]);
  const accuracy = (first[1].accuracy / second[1].accuracy).toFixed(2);
  const tokens = (first[1].promptTokens / second[1].promptTokens).toFixed(3);
  const ratios = `${first[0]} against ${second[0]}: accuracy ${accuracy}x, prompt tokens ${tokens}x`;
  return `${alignedTable([head, ...rows])}\n${ratios}`;
}
