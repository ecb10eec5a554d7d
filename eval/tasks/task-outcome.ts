import { wilson } from '../../bench/harness/wilson.ts';
import type { Task } from './task.ts';
import type { TaskTrace } from './trace.ts';

/** One task, run and scored. */
export interface TaskOutcome {
  readonly task: Task;
  /** Null where the run broke; then `failures` says how. */
  readonly trace: TaskTrace | null;
  /** Empty: passed. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** What `--json` holds of a group of tasks. */
interface TaskFigures {
  readonly n: number;
  readonly passed: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** All that `--json` holds. */
export interface TaskReport extends TaskFigures {
  readonly byCategory: Readonly<Record<string, TaskFigures>>;
  readonly seconds: number;
  /** Share of tasks in which a larger model was really asked. */
  readonly escalatedShare: number;
  /** Median time from send to the end of a turn's first tool call, in seconds; null where no tool was called. */
  readonly toolSeconds: number | null;
}

export function taskReport(outcomes: readonly TaskOutcome[]): TaskReport {
  const categories = [...new Set(outcomes.map(({ task }) => task.category))];
  const turns = outcomes.flatMap(({ trace }) => trace?.turns ?? []);
  const escalated = outcomes.filter(({ trace }) => trace?.turns.some(({ usedRemote }) => usedRemote));
  const toolMs = median(turns.flatMap(({ toolDoneMs }) => (toolDoneMs === null ? [] : [toolDoneMs])));
  return {
    ...figuresOf(outcomes),
    byCategory: Object.fromEntries(
      categories.map((name) => [name, figuresOf(outcomes.filter(({ task }) => task.category === name))]),
    ),
    seconds: Math.round(outcomes.reduce((sum, { seconds }) => sum + seconds, 0) * 10) / 10,
    escalatedShare: outcomes.length === 0 ? 0 : escalated.length / outcomes.length,
    toolSeconds: toolMs === null ? null : Math.round(toolMs) / 1000,
  };
}

function figuresOf(outcomes: readonly TaskOutcome[]): TaskFigures {
  const passed = outcomes.filter(({ failures }) => failures.length === 0).length;
  return { n: outcomes.length, passed, ...wilson(passed, outcomes.length) };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[(sorted.length >> 1) - 1] ?? upper)) / 2;
}
