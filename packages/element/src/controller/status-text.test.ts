import { expect, test } from 'vitest';
import { strings } from '../strings.ts';
import { modelStatus, runView, textPart } from '../testing/fixtures.ts';
import { emptyState } from '../testing/scripted-client.ts';
import { statusText } from './status-text.ts';

const words = strings.status;
const running = runView('r1', 'hi', { status: 'running', activity: 'decode' });
const withRun = { ...emptyState, runs: [running] };

test('says when a run starts and how it ends', () => {
  expect(statusText(emptyState, withRun)).toBe(words.working);
  const ended = (status: 'complete' | 'cancelled' | 'failed') => ({
    ...emptyState,
    runs: [{ ...running, status, notice: 'No endpoint.' }],
  });
  expect(statusText(withRun, ended('complete'))).toBe(words.finished);
  expect(statusText(withRun, ended('cancelled'))).toBe(words.stopped);
  expect(statusText(withRun, ended('failed'))).toBe(words.failed('No endpoint.'));
});

test('stays silent for tokens, bytes and an opened conversation', () => {
  const more = { ...emptyState, runs: [{ ...running, parts: [textPart('one more token')] }] };
  expect(statusText(withRun, more)).toBeNull();
  const opened = { ...emptyState, runs: [runView('old', 'hi')] };
  expect(statusText(emptyState, opened)).toBeNull();
  const bytes = (receivedBytes: number) => ({
    ...emptyState,
    models: [modelStatus({ phase: 'downloading', receivedBytes })],
  });
  expect(statusText(bytes(1), bytes(2))).toBeNull();
});

test('says that an approval is needed, before anything else', () => {
  const asking = {
    ...withRun,
    approvals: [
      {
        kind: 'tool',
        id: 'a',
        tool: 't',
        origin: 'built-in',
        risk: 'send',
        arguments: {},
        reason: '',
      } as const,
    ],
  };
  expect(statusText(withRun, asking)).toBe(words.approval);
});

test('follows the model and the worker', () => {
  const at = (phase: 'absent' | 'downloading' | 'ready') => ({
    ...emptyState,
    models: [modelStatus({ phase })],
  });
  expect(statusText(at('absent'), at('downloading'))).toBe(words.downloading);
  expect(statusText(at('downloading'), at('ready'))).toBe(words.ready);
  expect(statusText(emptyState, { ...emptyState, phase: 'lost' })).toBe(words.lost);
});

test('reads a reminder out once', () => {
  const due = { ...emptyState, reminders: [{ id: 'm', text: 'Tea', dueMs: 0, missed: false }] };
  expect(statusText(emptyState, due)).toBe(words.reminder('Tea'));
  expect(statusText(due, due)).toBeNull();
});
