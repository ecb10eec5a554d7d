import { expect, test } from 'vitest';
import { readTask } from '../tasks/read-task.ts';
import type { TaskOutcome } from '../tasks/task-outcome.ts';
import type { TraceCall, TraceStep, TraceTurn } from '../tasks/trace.ts';
import { taskFigures } from './task-figures.ts';

const prices = { inputUsdPerMillion: 1, outputUsdPerMillion: 10 };
const call: TraceCall = {
  ...{ tool: 'add', argumentsJson: '{}', risk: 'write', content: 'Done.', failed: false, hasRun: true },
};
const step: TraceStep = {
  ...{ adapter: null, place: 'device', prompt: '', reply: '', calls: [], promptTokens: 100 },
  ...{ completionTokens: 10, durationMs: 5, confidence: null, verdicts: [] },
};
const remote: TraceStep = { ...step, place: 'remote', promptTokens: 1000, completionTokens: 100 };

function outcome(
  turn: Pick<TraceTurn, 'calls' | 'steps'>,
  { failures = [], effect = {} }: { failures?: readonly string[]; effect?: object } = {},
): TaskOutcome {
  const usedRemote = turn.steps.some(({ place }) => place === 'remote');
  const rest = { text: '', status: 'complete', answer: '', notice: null, asked: 0, escalations: [] };
  const times = { sentMs: 0, durationMs: 5, toolDoneMs: null };
  const value = { id: 't', category: 'single', ask: ['Do'], expect: { answer: '.', effect } };
  return {
    task: readTask({ place: 'tasks:1', value }),
    trace: { turns: [{ ...rest, ...times, ...turn, usedRemote }], notes: [], dueMs: [] },
    ...{ failures, seconds: 1 },
  };
}

test('a false accept is a failed task in which calls ran and the larger model was not asked', () => {
  const failures = ['wrong'];
  const all = [
    outcome({ calls: [call], steps: [step] }),
    outcome({ calls: [call], steps: [step] }, { failures }),
    outcome({ calls: [], steps: [step] }, { failures }),
    outcome({ calls: [{ ...call, hasRun: false }], steps: [step] }, { failures }),
    outcome({ calls: [call], steps: [step, remote] }, { failures }),
    { ...outcome({ calls: [], steps: [] }, { failures }), trace: null },
  ];
  const figures = taskFigures(all, prices);
  expect(figures).toMatchObject({ n: 6, correct: 1, falseAccepts: 1 / 6, cloudShare: 1 / 6, needless: null });
  expect(figures).toMatchObject({ promptTokens: 500, completionTokens: 50, seconds: 6 });
  expect(figures.usd).toBeCloseTo(0.002, 9);
});

test('tasks that want no tool call tell how often one is made', () => {
  const effect = { toolCalls: 0 };
  const silent = outcome({ calls: [], steps: [step] }, { effect });
  const needless = outcome({ calls: [call], steps: [step] }, { effect });
  expect(taskFigures([silent, needless], prices).needless).toBe(0.5);
});
