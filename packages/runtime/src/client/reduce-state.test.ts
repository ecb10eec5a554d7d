import type { AgentEvent } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import type {
  ClientEvent,
  ConversationHead,
  ImportProgress,
  ModelStatus,
  RunRecord,
} from '../shared/index.ts';
import type { ClientState } from './client-state.ts';
import { interruptedState, isAtWork, reduceState, startingState, stoppedState } from './reduce-state.ts';

const head: ConversationHead = { id: 'talk', title: 'Talk', createdMs: 0, updatedMs: 0, leafId: null };

function run(id: string, parentId: string | null, events: readonly AgentEvent[] = []): RunRecord {
  return { id, conversationId: 'talk', parentId, createdMs: 0, userText: id, attachments: [], events };
}

function after(events: readonly ClientEvent[], state: ClientState = startingState): ClientState {
  return events.reduce(reduceState, state);
}

const ended: AgentEvent = { type: 'run-end', outcome: 'complete' };
const opened = after([
  {
    type: 'conversation-open',
    conversation: { head, runs: [run('a', null, [ended]), run('b', 'a', [ended])], siblings: {} },
  },
]);
const request = {
  kind: 'tool',
  id: 'ask',
  tool: 'send_mail',
  origin: 'built-in',
  risk: 'send',
  arguments: {},
  reason: 'It sends.',
} as const;

describe('reduceState', () => {
  it('adds a run below its parent', () => {
    const state = after([{ type: 'run-added', run: run('c', 'b') }], opened);
    expect(state.runs.map(({ record }) => record.id)).toEqual(['a', 'b', 'c']);
    expect(state.runs.at(-1)).toMatchObject({ status: 'running', activity: 'prefill', live: true });
  });

  it('puts a sibling in the place of the run and all below it, and counts both', () => {
    const state = after([{ type: 'run-added', run: run('a2', null) }], opened);
    expect(state.runs.map(({ record }) => record.id)).toEqual(['a2']);
    expect(state.conversation?.siblings['a2']).toEqual(['a', 'a2']);
    const third = after([{ type: 'run-added', run: run('a3', null) }], state);
    expect(third.conversation?.siblings['a3']).toEqual(['a', 'a2', 'a3']);
  });

  it('leaves the open conversation alone when another one runs', () => {
    const other = { ...run('x', null), conversationId: 'other' };
    const state = after([{ type: 'run-added', run: other }], opened);
    expect(state).toBe(opened);
    expect(after([{ type: 'agent', runId: 'x', event: ended }], opened)).toBe(opened);
  });

  it('shows what waits for the user until it is answered or its run ends', () => {
    const asking = after(
      [
        { type: 'run-added', run: run('c', 'b') },
        { type: 'agent', runId: 'c', event: { type: 'approval-request', request } },
      ],
      opened,
    );
    expect(asking.approvals).toEqual([request]);
    const answer: AgentEvent = { type: 'approval-end', id: 'ask', decision: 'no' };
    expect(after([{ type: 'agent', runId: 'c', event: answer }], asking).approvals).toEqual([]);
    expect(after([{ type: 'agent', runId: 'c', event: ended }], asking).approvals).toEqual([]);
  });

  it('interrupts what ran when the worker is lost, and nothing can be approved any more', () => {
    const asking = after(
      [
        { type: 'run-added', run: run('c', 'b') },
        { type: 'agent', runId: 'c', event: { type: 'approval-request', request } },
      ],
      opened,
    );
    const error = { code: 'engine-lost', message: 'It died.', details: {} } as const;
    const lost = stoppedState(asking, 'lost', error);
    expect(lost).toMatchObject({ phase: 'lost', error, approvals: [] });
    expect(lost.runs.map(({ status }) => status)).toEqual(['complete', 'complete', 'interrupted']);
  });

  it('tells a run that goes on from one that was interrupted when a conversation is opened', () => {
    const runs = [run('a', null), run('b', 'a')];
    const conversation = { head, runs, siblings: {}, running: ['b'] };
    const state = after([{ type: 'conversation-open', conversation }]);
    expect(state.runs.map(({ status }) => status)).toEqual(['interrupted', 'running']);
    expect(state.runs.map(({ live }) => live)).toEqual([false, true]);
  });

  it('closes the open conversation when it is gone from the list, not while it has no run', () => {
    const begun = after([{ type: 'conversations', heads: [{ ...head, leafId: 'b' }] }], opened);
    const state = after([{ type: 'conversations', heads: [] }], begun);
    expect(state).toMatchObject({ conversation: null, runs: [], conversations: [] });
    const fresh = { type: 'conversation-open', conversation: { head, runs: [], siblings: {} } } as const;
    expect(after([fresh, { type: 'conversations', heads: [] }]).conversation?.head.id).toBe('talk');
  });

  it('shows a notice and a reminder once', () => {
    const error = { code: 'storage-denied', message: 'Storage is blocked.', details: {} } as const;
    const reminder = { id: 'tea', text: 'Tea', dueMs: 5, missed: false };
    const state = after([
      { type: 'notice', error },
      { type: 'notice', error },
      { type: 'reminder-due', reminder },
      { type: 'reminder-due', reminder },
    ]);
    expect(state.notices).toEqual([error]);
    expect(state.reminders).toEqual([reminder]);
  });

  it('takes a reminder away that another tab dismissed', () => {
    const reminder = { id: 'tea', text: 'Tea', dueMs: 5, missed: false };
    const shown = after([{ type: 'reminder-due', reminder }]);
    expect(after([{ type: 'reminder-dismissed', id: 'tea' }], shown).reminders).toEqual([]);
  });

  it('stays on its branch when another tab goes on with one that is not shown', () => {
    expect(after([{ type: 'run-added', run: run('c', 'elsewhere') }], opened)).toBe(opened);
  });

  it('shows what ran as running while the next worker starts, where it goes on, and lets nobody approve meanwhile', () => {
    const ask: AgentEvent = {
      type: 'approval-request',
      request: { kind: 'tool', id: 'a', tool: 't', origin: 'o', risk: 'send', arguments: {}, reason: '' },
    };
    const running = after([{ type: 'run-added', run: run('c', 'b', [ask]) }], opened);
    expect(running.approvals).toHaveLength(1);
    const waiting = stoppedState(running, 'starting', null);
    expect(waiting).toMatchObject({ phase: 'starting', error: null, approvals: [] });
    expect(waiting.runs.at(-1)?.status).toBe('running');
    expect(interruptedState(waiting).runs.at(-1)?.status).toBe('interrupted');
  });

  it('is owed a word while something is under way, not while it waits for the user', () => {
    const ask: AgentEvent = {
      type: 'approval-request',
      request: { kind: 'tool', id: 'a', tool: 't', origin: 'o', risk: 'send', arguments: {}, reason: '' },
    };
    const ready = { ...opened, phase: 'ready' as const };
    expect(isAtWork(ready)).toBe(false);
    expect(isAtWork(after([{ type: 'run-added', run: run('c', 'b') }], ready))).toBe(true);
    expect(isAtWork(after([{ type: 'run-added', run: run('c', 'b', [ask]) }], ready))).toBe(false);
    const model = (phase: ModelStatus['phase']) => ({ ...ready, models: [{ phase } as ModelStatus] });
    expect(isAtWork(model('loading'))).toBe(true);
    expect(isAtWork(model('ready'))).toBe(false);
    expect(isAtWork({ ...model('loading'), phase: 'lost' })).toBe(false);
  });

  it('follows a measurement of the device, which ends with its worker', () => {
    const progress = { step: 'schema', done: 6, total: 11 } as const;
    const measuring = after([{ type: 'measuring', progress }]);
    expect(measuring.measuring).toEqual(progress);
    expect(after([{ type: 'measuring', progress: null }], measuring).measuring).toBeNull();
    expect(stoppedState(measuring, 'starting', null).measuring).toBeNull();
  });

  it('follows an import, and takes a deleted own model out of the list', () => {
    const progress: ImportProgress = {
      ...{ name: 'mine.gguf', phase: 'storing', doneBytes: 5, sizeBytes: 9, bytesPerSecond: null },
    };
    const importing = after([{ type: 'import', progress }]);
    expect(importing.importing).toEqual(progress);
    expect(after([{ type: 'import', progress: null }], importing).importing).toBeNull();
    const error = { code: 'engine-lost', message: 'Gone.', details: {} } as const;
    expect(stoppedState(importing, 'lost', error).importing).toBeNull();

    const status = (id: string) => ({ model: { id } }) as ModelStatus;
    const two = { ...startingState, models: [status('listed'), status('own-1')] };
    expect(after([{ type: 'model-removed', modelId: 'own-1' }], two).models).toEqual([status('listed')]);
  });
});
