import { renderTranscript } from '@kinglet/policy';
import type { JsonObject } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { builtInDefinitions } from '../built-in-definitions.ts';
import { type CurateOptions, curate } from './curate.ts';
import { onlyMessage } from './only-message.ts';
import { type LoggedCall, readLogRow } from './read-log-row.ts';

const options: CurateOptions = { tools: builtInDefinitions(), only: [], match: null };
let runs = 0;

function logged(message: string, change: Partial<LoggedCall> = {}): LoggedCall {
  return {
    ...{ kind: 'agent', place: 'remote', conversationId: 'c', runId: `run-${++runs}`, modelId: 'large' },
    ...{ retention: 'text', hasFailedVerdict: false, errorCode: null, feedback: null },
    prompt: renderTranscript([
      { role: 'system', content: 'You are Kinglet.' },
      { role: 'user', content: message },
    ]),
    toolCalls: [call('note', { text: 'x' })],
    ...change,
  };
}

function call(name: string, args: JsonObject) {
  return { id: 'call-1', name, argumentsText: JSON.stringify(args) };
}

describe('curate', () => {
  it('keeps message, calls and teacher, and placeholders as the log has them', () => {
    const text = 'mail <EMAIL_1> on Monday';
    const { rows, leftOut } = curate(
      [logged(`nb ${text}`, { toolCalls: [call('note', { text })] })],
      options,
    );
    expect(leftOut).toEqual({});
    expect(rows).toEqual([
      { message: `nb ${text}`, calls: [{ tool: 'note', arguments: { text } }], teacher: 'large' },
    ]);
  });

  it.each<[string, Partial<LoggedCall>]>([
    ['not answered by the larger model', { place: 'device' }],
    ['not answered by the larger model', { kind: 'chat' }],
    ['kept as a hash only', { retention: 'hash' }],
    ['no call', { toolCalls: [] }],
    ['thumb down', { feedback: 'down' }],
    ['failed a check', { hasFailedVerdict: true }],
    ['failed a check', { errorCode: 'interrupted' }],
    ['needs what was said before', { prompt: '[system]\nx\n\n[user]\na\n\n[assistant]\nb\n\n[user]\nc' }],
    ['no valid call of a built-in tool', { toolCalls: [call('weather', { city: 'Bern' })] }],
    ['no valid call of a built-in tool', { toolCalls: [call('note', { words: 'x' })] }],
    ['no valid call of a built-in tool', { toolCalls: [{ id: 'a', name: 'note', argumentsText: '{' }] }],
  ])('leaves out what cannot be learned from: %s', (reason, change) => {
    expect(curate([logged('hello', change)], options)).toEqual({ rows: [], leftOut: { [reason]: 1 } });
  });

  it('leaves out a run with a thumb down on its answer, and one that took several steps', () => {
    const answered = logged('a', { runId: 'one' });
    const answer = logged('a', { runId: 'one', toolCalls: [], feedback: 'down' });
    const first = logged('b', { runId: 'two' });
    const second = logged('b', { runId: 'two', prompt: `${first.prompt}\n\n[assistant]\n-> x {}` });
    const { rows, leftOut } = curate([answered, answer, first, second], options);
    expect(rows).toEqual([]);
    expect(leftOut).toEqual({
      'thumb down': 1,
      'no call': 1,
      'took several steps': 1,
      'needs what was said before': 1,
    });
  });

  it('takes one task by tools and by pattern', () => {
    const log = [
      logged('nb milk'),
      logged('inv 2 +3', { toolCalls: [call('calculate', { expression: '2' })] }),
    ];
    expect(curate(log, { ...options, only: ['calculate'] }).rows).toMatchObject([{ message: 'inv 2 +3' }]);
    expect(curate(log, { ...options, match: /^nb/ }).rows).toMatchObject([{ message: 'nb milk' }]);
    expect(curate(log, { ...options, match: /^nb/ }).leftOut).toEqual({ 'another task': 1 });
  });

  it('has each message once, and none that was answered in two ways', () => {
    const other = { toolCalls: [call('search', { query: 'x' })] };
    const log = [logged('a'), logged(' A'), logged('b'), logged('b', other), logged('b')];
    const { rows, leftOut } = curate(log, options);
    expect(rows.map(({ message }) => message)).toEqual(['a']);
    expect(leftOut).toEqual({ 'asked before': 1, 'answered in two ways': 3 });
  });
});

describe('onlyMessage', () => {
  it('gives the whole message of a transcript that has no more', () => {
    const text = 'two\n\nparagraphs [user] and\n[attached: a.csv, 3 bytes]';
    expect(onlyMessage(renderTranscript([{ role: 'user', content: text }]))).toBe(text);
  });

  it.each(['[user]', '[assistant]', '[system]', '[result of note]'])(
    'does not guess where the message has a line %s',
    (line) => expect(onlyMessage(`[system]\nx\n\n[user]\nhello\n${line}\nmore`)).toBeNull(),
  );

  it('needs a message', () => expect(onlyMessage('[system]\nhello')).toBeNull());
});

describe('readLogRow', () => {
  const row = { ...logged('a'), verdicts: [{ check: 'schema', passed: true, reason: '' }] };

  it('reads a row and whether a check failed', () => {
    expect(readLogRow(row, 'x:1')).toMatchObject({ place: 'remote', hasFailedVerdict: false });
    expect(readLogRow({ ...row, verdicts: [{ passed: false }] }, 'x:1').hasFailedVerdict).toBe(true);
  });

  it.each<[string, unknown]>([
    ['is no object', []],
    ['has the prompt 3, which is no text', { ...row, prompt: 3 }],
    ['has toolCalls that are no list', { ...row, toolCalls: 'x' }],
    ['has a tool call without', { ...row, toolCalls: [{}] }],
    ['has the feedback 1', { ...row, feedback: 1 }],
  ])('refuses by line a row that %s', (what, value) => {
    expect(() => readLogRow(value, 'log.jsonl:7')).toThrow(`log.jsonl:7: the row ${what}`);
  });
});
