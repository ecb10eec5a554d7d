import type { ClientState, RunView } from '@kinglet/runtime/client';
import { describe, expect, it } from 'vitest';
import { modelStatus, runView, textPart, toolPart } from '../testing/fixtures.ts';
import { emptyState } from '../testing/scripted-client.ts';
import { changeEvents } from './change-events.ts';

const told = (state: Partial<ClientState>, problem: ClientState['error'] = null) => ({
  state: { ...emptyState, ...state },
  problem,
});
const names = (events: readonly Event[]) => events.map(({ type }) => type);
const live = (change: Partial<RunView> = {}) => runView('r', 'How much?', { live: true, ...change });
const running = live({ status: 'running', activity: 'prefill' });
const broken = { code: 'storage-denied' as const, message: 'Nothing can be stored.', details: {} };

describe('changeEvents', () => {
  it('tells the model first, and then each new phase and each other model', () => {
    const absent = told({ models: [modelStatus()] });
    const ready = told({ models: [modelStatus({ phase: 'ready' })] });
    expect(changeEvents(null, absent)).toMatchObject([{ type: 'kinglet-model', phase: 'absent' }]);
    expect(changeEvents(absent, ready)).toMatchObject([
      { modelId: 'smollm2-135m-instruct-q4_1', phase: 'ready' },
    ]);
    expect(changeEvents(ready, { ...ready })).toEqual([]);
    const downloading = told({ models: [modelStatus({ phase: 'downloading', receivedBytes: 1 })] });
    const further = told({ models: [modelStatus({ phase: 'downloading', receivedBytes: 2 })] });
    expect(changeEvents(downloading, further)).toEqual([]);
  });

  it('tells an answer at its end, with its text, its outcome and where it ran', () => {
    const ended = live({ parts: [textPart('It is '), toolPart(), textPart('**42**.')] });
    const [tool, answer] = changeEvents(told({ runs: [running] }), told({ runs: [ended] }));
    expect(tool).toMatchObject({ type: 'kinglet-tool', runId: 'r', tool: 'calculate', content: '42' });
    expect(answer).toMatchObject({
      type: 'kinglet-answer',
      bubbles: true,
      composed: true,
      runId: 'r',
      question: 'How much?',
      text: 'It is \n\n**42**.',
      outcome: 'complete',
      notice: null,
      place: 'device',
      modelId: 'smollm2-135m-instruct-q4_1',
    });
    expect(changeEvents(told({ runs: [ended] }), told({ runs: [ended] }))).toEqual([]);
  });

  it('tells an answer that began and ended between two looks', () => {
    expect(names(changeEvents(told({}), told({ runs: [live()] })))).toEqual(['kinglet-answer']);
  });

  it('tells nothing of answers from an earlier visit, nor of what an agent that comes later finds', () => {
    const past = runView('old', 'hi', { parts: [toolPart()] });
    expect(changeEvents(told({}), told({ runs: [past] }))).toEqual([]);
    expect(changeEvents(null, told({ runs: [live({ parts: [toolPart()] })] }))).toEqual([]);
  });

  it('tells an answer again that was interrupted and went on', () => {
    const cut = live({ status: 'interrupted', badge: null, notice: 'It was interrupted.' });
    const [event] = changeEvents(told({ runs: [running] }), told({ runs: [cut] }));
    expect(event).toMatchObject({ outcome: 'interrupted', notice: 'It was interrupted.', place: null });
    expect(changeEvents(told({ runs: [cut] }), told({ runs: [running] }))).toEqual([]);
    expect(names(changeEvents(told({ runs: [running] }), told({ runs: [live()] })))).toEqual([
      'kinglet-answer',
    ]);
  });

  it('tells each tool call once, when it has ended', () => {
    const first = live({ status: 'running', parts: [toolPart({ state: 'running', content: null })] });
    const second = live({
      status: 'running',
      parts: [
        toolPart({ state: 'failed', content: 'No such unit.' }),
        toolPart({ callId: 'call-2', state: 'asking' }),
      ],
    });
    expect(changeEvents(told({ runs: [running] }), told({ runs: [first] }))).toEqual([]);
    expect(changeEvents(told({ runs: [first] }), told({ runs: [second] }))).toMatchObject([
      { type: 'kinglet-tool', failed: true, content: 'No such unit.' },
    ]);
    expect(changeEvents(told({ runs: [second] }), told({ runs: [{ ...second }] }))).toEqual([]);
  });

  it('tells a failure once, wherever it stands, for as long as it stands', () => {
    const failed = told({ models: [modelStatus({ phase: 'failed', error: broken })] }, broken);
    expect(names(changeEvents(null, failed))).toEqual(['kinglet-model', 'kinglet-error']);
    const noticed = told({ notices: [broken], error: broken });
    expect(changeEvents(told({}), noticed)).toMatchObject([{ ...broken, type: 'kinglet-error' }]);
    expect(changeEvents(noticed, told({ notices: [broken] }))).toEqual([]);
    expect(names(changeEvents(told({}), told({}, broken)))).toEqual(['kinglet-error']);
  });
});
