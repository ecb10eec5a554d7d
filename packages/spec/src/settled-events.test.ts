import { describe, expect, it } from 'vitest';
import type { AgentEvent } from './agent-event.ts';
import type { EngineInfo } from './engine.ts';
import { settledEvents } from './settled-events.ts';

const engine: EngineInfo = {
  engine: 'scripted',
  modelId: 'm',
  place: 'device',
  backend: 'wasm',
  threads: 0,
  contextTokens: 9,
};
const start = (step: number): AgentEvent => ({ type: 'step-start', step, rowId: 'r', engine, reason: '' });
const text = (step: number): AgentEvent => ({ type: 'text-delta', step, text: 'Hi' });
const end = (step: number): AgentEvent => ({
  type: 'step-end',
  step,
  stats: {
    usage: { promptTokens: 1, reusedTokens: null, completionTokens: 1 },
    timeToFirstTokenMs: null,
    durationMs: 1,
    tokensPerSecond: null,
    costUsd: 0,
    finishReason: 'stop',
  },
});
const resume: AgentEvent = { type: 'run-resume' };
const tool: AgentEvent = {
  type: 'tool-start',
  step: 0,
  call: { id: 'c', name: 'note', arguments: {} },
  risk: 'write',
  origin: 'built-in',
};
const asked = {
  id: 'a',
  origin: 'built-in',
  risk: 'write',
  arguments: {},
  reason: '',
  tool: 'note',
} as const;
const ask: AgentEvent = { type: 'approval-request', request: { kind: 'tool', ...asked } };
const yes: AgentEvent = { type: 'approval-end', id: 'a', decision: 'once' };
const leave: AgentEvent = { type: 'escalation', trigger: 'no-answer', detail: '', answered: true };

describe('settledEvents', () => {
  it('are all events where the run was not cut off', () => {
    expect(settledEvents([start(0), text(0)])).toEqual([start(0), text(0)]);
  });

  it.each<[string, AgentEvent[], AgentEvent[]]>([
    ['a step without its end', [start(0), end(0), tool, start(1), text(1)], [start(0), end(0), tool]],
    ['what was asked for such a step', [start(0), end(0), leave, start(1)], [start(0), end(0)]],
    ['a call whose approval was waited for', [start(0), end(0), tool, ask], [start(0), end(0)]],
    ['nothing of a call that was approved', [end(0), tool, ask, yes], [end(0), tool, ask, yes]],
  ])('leave out %s', (_, before, settled) => {
    expect(settledEvents([...before, resume])).toEqual(settled);
    expect(settledEvents([...before, resume, start(7), resume, start(8)])).toEqual([...settled, start(8)]);
  });
});
