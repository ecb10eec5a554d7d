import { expect, test } from 'vitest';
import type { TaskEffect } from './task.ts';
import { taskFailures } from './task-failures.ts';
import type { TaskTrace, TraceCall, TraceTurn } from './trace.ts';

const call: TraceCall = {
  tool: 'read',
  argumentsJson: '{}',
  risk: 'send',
  content: 'x',
  failed: true,
  hasRun: true,
};
const turn: TraceTurn = {
  ...{ text: 'hi', status: 'complete', answer: 'It is 42.', notice: null, calls: [], steps: [], asked: 0 },
  ...{ escalations: [], usedRemote: false, sentMs: 1_000_000, durationMs: 3_000, toolDoneMs: null },
};

function failures(
  effect: TaskEffect,
  { turns = [turn], notes = [], dueMs = [] }: Partial<TaskTrace> = {},
  answer: RegExp | null = null,
) {
  return taskFailures({ answer, effect }, { turns, notes, dueMs });
}

test('the answer is that of the last turn', () => {
  const turns = [{ ...turn, answer: 'first' }, turn];
  expect(failures({}, { turns }, /42/i)).toEqual([]);
  expect(failures({}, { turns }, /first/i)).toEqual(['the answer does not match first']);
});

test('notes contain and lack', () => {
  const kept = { notes: ['buy milk', 'call Ann'] };
  expect(failures({ notes: { contains: 'milk', lacks: 'bread' } }, kept)).toEqual([]);
  expect(failures({ notes: { contains: 'bread' } }, kept)).toEqual(['no note contains bread']);
  expect(failures({ notes: { lacks: 'Ann' } }, kept)).toEqual(['a note contains Ann']);
  expect(failures({ notes: { contains: 'M[aei]lk', lacks: 'br\\S+d' } }, kept)).toEqual([]);
});

test('a reminder is due so long after the last turn was sent, give or take what it took', () => {
  const due = (seconds: number) => ({ dueMs: [turn.sentMs + seconds * 1000] });
  const wanted = { timers: { seconds: 600 } };
  expect(failures(wanted, due(600))).toEqual([]);
  expect(failures(wanted, due(604.9))).toEqual([]);
  expect(failures(wanted, due(606))).toEqual(['no reminder in 600 s (606)']);
  expect(failures(wanted, due(597))).toEqual(['no reminder in 600 s (597)']);
  expect(failures({ timers: { count: 1 } }, due(5))).toEqual([]);
  expect(failures({ timers: { count: 0 } }, due(5))).toEqual(['1 reminders, not 0']);
});

test('counts calls over all turns, and sends that policy let run', () => {
  const turns = [
    { ...turn, calls: [call] },
    { ...turn, calls: [{ ...call, hasRun: false }] },
  ];
  expect(failures({ toolCalls: 2, sends: 1 }, { turns })).toEqual([]);
  expect(failures({ toolCalls: 1, sends: 0 }, { turns })).toEqual(['2 tool calls, not 1', '1 sends, not 0']);
});

test('an approval in any turn counts', () => {
  expect(failures({ asked: true }, { turns: [{ ...turn, asked: 1 }, turn] })).toEqual([]);
  expect(failures({ asked: true })).toEqual(['no approval was asked for']);
});

test.each<[string, Partial<TraceTurn>]>([
  ['escalates', { escalations: ['no-tool'] }],
  ['fails', { status: 'failed' }],
  ['says that it cannot', { answer: 'Sorry, I can’t book flights.' }],
  ['says so in its notice', { notice: 'None of the tools here can do this.' }],
])('an answer that %s does not pretend', (_, change) => {
  expect(failures({ labelledOrEscalated: true }, { turns: [{ ...turn, ...change }] })).toEqual([]);
});

test('a plain answer pretends', () => {
  expect(failures({ labelledOrEscalated: true })).toHaveLength(1);
});
