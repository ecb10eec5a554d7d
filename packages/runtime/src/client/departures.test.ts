import type { AgentEvent, StepStats } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { departuresOf } from './departures.ts';

const stats: StepStats = {
  usage: { promptTokens: 1, reusedTokens: null, completionTokens: 1 },
  ...{ timeToFirstTokenMs: 1, durationMs: 1, tokensPerSecond: null, costUsd: 0, finishReason: 'stop' },
};
const certainty = { probability: 0.6, atLeast: 0.9, escalates: true };
const departure = {
  ...({ allowed: 'once', allowedMs: 7, redacted: { EMAIL: 1 } } as const),
  spend: {
    estimateUsd: 0.2,
    spentUsd: { conversation: 0, day: 0.1, month: 0.1 },
    capUsd: { conversation: null, day: 1, month: null },
    ...{ callsToday: 3, callsPerDay: null },
  },
};

function start(step: number, modelId: string, adapter?: string): AgentEvent {
  const engine = {
    engine: 'scripted',
    modelId,
    place: 'device',
    backend: 'wasm',
    threads: 0,
    contextTokens: 9,
  } as const;
  return { type: 'step-start', step, rowId: `${step}`, engine, reason: '', ...(adapter ? { adapter } : {}) };
}

const call: AgentEvent = {
  type: 'remote-call',
  step: 2,
  ...{ host: 'llm.example', model: 'large', trigger: 'unsure', detail: 'It was not sure.' },
  ...departure,
};
const events: readonly AgentEvent[] = [
  start(0, 'small', 'builtin'),
  { type: 'verdict', step: 0, verdict: { check: 'grounding', passed: false, reason: 'Nobody said 12.' } },
  { type: 'step-end', step: 0, stats },
  start(1, 'small', 'builtin'),
  { type: 'step-end', step: 1, stats: { ...stats, certainty } },
  start(2, 'large'),
  call,
];

describe('departuresOf', () => {
  it('tells the chain of hops, what was wrong, how sure it was, by whose leave, and what it cost', () => {
    const [view] = departuresOf([
      ...events,
      { type: 'step-end', step: 2, stats: { ...stats, costUsd: 0.01 } },
    ]);
    expect(view).toEqual({
      ...departure,
      ...{ host: 'llm.example', model: 'large', trigger: 'unsure', detail: 'It was not sure.' },
      hops: [
        { name: 'builtin', reason: 'Nobody said 12.' },
        { name: 'builtin', reason: '' },
      ],
      certainty,
      costUsd: 0.01,
    });
  });

  it('is there while the call is under way, and for none that stayed here', () => {
    expect(departuresOf(events)).toMatchObject([{ costUsd: null }]);
    expect(departuresOf(events.slice(0, -2))).toEqual([]);
  });
});
