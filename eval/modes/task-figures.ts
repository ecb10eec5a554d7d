import { costUsd, type Prices } from '@kinglet/policy';
import { wilson } from '../../bench/harness/wilson.ts';
import type { TaskOutcome } from '../tasks/task-outcome.ts';
import type { TraceStep } from '../tasks/trace.ts';
import type { ModeFigures } from './mode-figures.ts';

/** The figures of tasks in a mode, counted as those of rows; a false accept is a task that failed where only the device's calls ran. */
export function taskFigures(outcomes: readonly TaskOutcome[], prices: Prices): ModeFigures {
  const n = outcomes.length;
  const correct = outcomes.filter(hasPassed).length;
  const { share: accuracy, low, high } = wilson(correct, n);
  const share = (of: readonly TaskOutcome[], counts: (outcome: TaskOutcome) => boolean) =>
    of.length === 0 ? 0 : of.filter(counts).length / of.length;
  const noneFits = outcomes.filter(({ task }) => task.effect.toolCalls === 0);
  const steps = outcomes.flatMap(({ trace }) => trace?.turns.flatMap((turn) => turn.steps) ?? []);
  const local = tokensOf(steps, 'device');
  return {
    ...{ n, correct, accuracy, low, high, nameAccuracy: null },
    promptTokens: local.promptTokens,
    completionTokens: local.completionTokens,
    seconds: Math.round(outcomes.reduce((sum, { seconds }) => sum + seconds, 0) * 10) / 10,
    needless: noneFits.length === 0 ? null : share(noneFits, hasCalled),
    cloudShare: share(outcomes, wentOut),
    falseAccepts: share(outcomes, (each) => !hasPassed(each) && hasCalled(each) && !wentOut(each)),
    usd: costUsd(tokensOf(steps, 'remote'), prices) ?? 0,
  };
}

function hasPassed({ failures }: TaskOutcome): boolean {
  return failures.length === 0;
}

function hasCalled({ trace }: TaskOutcome): boolean {
  return trace?.turns.some(({ calls }) => calls.some(({ hasRun }) => hasRun)) ?? false;
}

function wentOut({ trace }: TaskOutcome): boolean {
  return trace?.turns.some(({ usedRemote }) => usedRemote) ?? false;
}

function tokensOf(steps: readonly TraceStep[], place: TraceStep['place']) {
  const there = steps.filter((step) => step.place === place);
  return {
    promptTokens: there.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
    completionTokens: there.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
    reusedTokens: 0,
  };
}
