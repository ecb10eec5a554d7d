import type { AgentEvent, EngineInfo, StepStats } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../shared/index.ts';
import { interruptedView, reduceRun, runView } from './run-view.ts';

const record: RunRecord = {
  id: 'run',
  conversationId: 'conversation',
  parentId: null,
  createdMs: 0,
  userText: 'How many?',
  attachments: [],
  events: [],
};
const engine: EngineInfo = {
  engine: 'wllama',
  modelId: 'small',
  place: 'device',
  backend: 'wasm',
  threads: 8,
  contextTokens: 4096,
};
const stats: StepStats = {
  usage: { promptTokens: 100, reusedTokens: 90, completionTokens: 12 },
  timeToFirstTokenMs: 300,
  durationMs: 900,
  tokensPerSecond: 20,
  costUsd: 0,
  finishReason: 'stop',
};
const events: readonly AgentEvent[] = [
  { type: 'run-start', runId: 'run' },
  { type: 'step-start', step: 0, rowId: 'row-0', engine, reason: 'first' },
  { type: 'prefill-end', step: 0, durationMs: 1 },
  { type: 'text-delta', step: 0, text: 'Let me ' },
  { type: 'text-delta', step: 0, text: 'see.' },
  { type: 'step-end', step: 0, stats },
  {
    type: 'tool-start',
    step: 0,
    call: { id: 'call', name: 'count', arguments: { of: 'apples' } },
    risk: 'write',
    origin: 'built-in',
  },
  {
    type: 'approval-request',
    request: {
      kind: 'tool',
      id: 'ask',
      tool: 'count',
      origin: 'built-in',
      risk: 'write',
      arguments: { of: 'apples' },
      reason: 'It writes.',
    },
  },
  { type: 'approval-end', id: 'ask', decision: 'once' },
  { type: 'tool-end', callId: 'call', content: '3', failed: false, untrusted: false, durationMs: 5 },
  { type: 'step-start', step: 1, rowId: 'row-1', engine, reason: 'again' },
  { type: 'text-delta', step: 1, text: 'Three.' },
  { type: 'step-end', step: 1, stats: { ...stats, durationMs: 800 } },
  { type: 'run-end', outcome: 'complete' },
];

/** The view after the first event of this type. */
function after(type: AgentEvent['type']) {
  const end = events.findIndex((event) => event.type === type) + 1;
  return runView({ ...record, events: events.slice(0, end) }, { running: true });
}

it('marks the text of a step that nothing bears out, and no other', () => {
  const verdict = { check: 'unsupported', passed: false, reason: 'The answer says 42.' } as const;
  const passed = { check: 'answer', passed: true, reason: 'The text reads as an answer.' } as const;
  const view = runView({
    ...record,
    events: [
      { type: 'text-delta', step: 0, text: 'One' },
      { type: 'verdict', step: 0, verdict: passed },
      { type: 'text-delta', step: 1, text: 'Two' },
      { type: 'verdict', step: 1, verdict },
    ],
  });
  expect(view.parts).toEqual([
    { kind: 'text', step: 0, text: 'One' },
    { kind: 'text', step: 1, text: 'Two', unsupported: true },
  ]);
});

describe('runView', () => {
  it('shows text and tools in their order, with the badge of the answering step', () => {
    const view = runView({ ...record, events });
    expect(view).toMatchObject({
      status: 'complete',
      activity: null,
      notice: null,
      rowIds: ['row-0', 'row-1'],
    });
    expect(view.parts.map((part) => part.kind)).toEqual(['text', 'tool', 'text']);
    expect(view.badge).toMatchObject({
      where: 'WebAssembly, 8 threads',
      completionTokens: 12,
      reusedTokens: 90,
      estimated: false,
    });
  });

  it('gives the same view event by event as from the journal', () => {
    const live = events.reduce(reduceRun, runView(record, { running: true }));
    expect(live).toEqual({ ...runView({ ...record, events }), live: true });
  });

  it('follows a tool from asking to done', () => {
    expect(after('tool-start').parts.at(-1)).toMatchObject({ state: 'running' });
    expect(after('approval-request')).toMatchObject({ activity: 'approval' });
    expect(after('approval-request').parts.at(-1)).toMatchObject({ state: 'asking' });
    expect(after('approval-end').parts.at(-1)).toMatchObject({ state: 'running' });
    expect(after('tool-end').parts.at(-1)).toMatchObject({ state: 'done', content: '3', durationMs: 5 });
  });

  it('knows by which rule of the user a call ran', () => {
    const view = reduceRun(after('tool-start'), { type: 'approval-use', ruleId: 'r1', hash: '' });
    expect(view.parts.at(-1)).toMatchObject({ state: 'running', ruleId: 'r1' });
  });

  it('takes a retracted text off the screen', () => {
    const view = reduceRun(after('text-delta'), { type: 'text-retract', step: 0 });
    expect(view.parts).toEqual([]);
  });

  it('shows of a run that goes on only what stands: no half of a step, no question that is asked again', () => {
    const before = events.slice(0, events.findIndex(({ type }) => type === 'text-delta') + 1);
    const cut = runView({ ...record, events: before }, { running: true });
    expect(cut.parts).toHaveLength(1);
    const again = reduceRun(cut, { type: 'run-resume' });
    expect(again).toMatchObject({ status: 'running', activity: 'prefill', parts: [] });
    expect(runView({ ...record, events: [...before, { type: 'run-resume' }, ...events.slice(1)] })).toEqual(
      runView({ ...record, events }),
    );
  });

  it('calls a journal without an end interrupted, keeps its text and ends its tools', () => {
    const cut = runView({ ...record, events: events.slice(0, 8) });
    expect(cut).toMatchObject({ status: 'interrupted', activity: null });
    expect(cut.notice).toContain('interrupted');
    expect(cut.parts).toMatchObject([{ text: 'Let me see.' }, { state: 'failed' }]);
    const complete = runView({ ...record, events });
    expect(interruptedView(complete)).toBe(complete);
  });

  it('gives no badge to a step that failed', () => {
    const error = { code: 'engine-failed', message: 'broke', details: {} } as const;
    const view = [events[1], { type: 'step-end', step: 0, stats, error } as const]
      .filter((event) => event !== undefined)
      .reduce(reduceRun, runView(record, { running: true }));
    expect(view.badge).toBeNull();
  });

  it('says what happened where the run did not complete', () => {
    const view = reduceRun(after('run-start'), {
      type: 'run-end',
      outcome: 'failed',
      notice: 'No model. Load one.',
    });
    expect(view).toMatchObject({ status: 'failed', notice: 'No model. Load one.' });
  });

  it('changes no earlier view', () => {
    const before = after('text-delta');
    const copy = structuredClone(before);
    reduceRun(before, { type: 'text-delta', step: 0, text: 'more' });
    expect(before).toEqual(copy);
  });

  it('keeps one event and one part for ten thousand deltas', () => {
    let view = runView(record, { running: true });
    for (let index = 0; index < 10_000; index += 1) {
      view = reduceRun(view, { type: 'text-delta', step: 0, text: 'word ' });
    }
    expect(view.record.events).toHaveLength(1);
    expect(view.parts).toMatchObject([{ text: 'word '.repeat(10_000) }]);
  });
});
