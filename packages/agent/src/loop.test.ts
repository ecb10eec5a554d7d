import { callTool, say, scriptedEngine } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { historyOf, isTainted } from './journal.ts';
import { prefixRequests } from './prompt/prefix-request.ts';
import { systemText } from './prompt/system-text.ts';
import { echoTool, ofType, play, shownText } from './testing/run-fixture.ts';

describe('a run', () => {
  it('[A1] answers in text with one run-start and one run-end', async () => {
    const { events, end } = await play({ local: scriptedEngine([say('Hello to you.')]) });
    expect(events[0]).toEqual({ type: 'run-start', runId: 'run-1' });
    expect(end).toEqual({ type: 'run-end', outcome: 'complete' });
    expect(shownText(events)).toBe('Hello to you.');
  });

  it('[A1] calls a tool, reads its result and answers', async () => {
    const local = scriptedEngine([callTool('echo', { text: 'hello' }), say('It said echo: hello.')]);
    const { events, messages, end } = await play({ local });
    expect(end.outcome).toBe('complete');
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    expect(ofType(events, 'tool-end')[0]).toMatchObject({ content: 'echo: hello', failed: false });
  });

  it('[A2] sends each prompt as the one before it plus new messages, within a run and to the next', async () => {
    const script = [callTool('echo', { text: 'hello' }), say('It said hello.')];
    const first = scriptedEngine(script);
    const run = await play({ local: first });
    const second = scriptedEngine([say('You are welcome.')]);
    await play({ local: second, input: { history: historyOf([run]), userText: 'thanks' } });

    const prompts = [...first.requests, ...second.requests].map(({ messages }) => messages);
    for (const [index, prompt] of prompts.entries()) {
      const before = prompts[index - 1] ?? [];
      expect(prompt.slice(0, before.length)).toEqual(before);
      expect(prompt[0]).toEqual({ role: 'system', content: systemText });
    }
    expect(prompts.map((prompt) => prompt.length)).toEqual([2, 4, 6]);
  });

  it('[A2] offers tools sorted by name, the same as the prefix that is prefilled', async () => {
    const tools = [echoTool({ name: 'zebra' }), echoTool({ name: 'ape' })];
    const local = scriptedEngine([say('Hello.')]);
    await play({ local, tools });
    const [prefix, ...others] = prefixRequests(tools, local.info);
    expect(others).toEqual([]);
    expect(local.requests[0]?.tools.map(({ name }) => name)).toEqual(['ape', 'zebra']);
    expect(local.requests[0]?.tools).toEqual(prefix?.tools);
    expect(local.requests[0]?.messages[0]).toEqual(prefix?.messages[0]);
  });

  it('[A3] notes attachments last in the user turn, without what could forge a note', async () => {
    const local = scriptedEngine([say('A list.')]);
    const attachment = { name: 'a]\n<b>.csv', mediaType: 'text/csv', sizeBytes: 3, text: 'a,b' };
    const { messages } = await play({ local, input: { attachments: [attachment] } });
    expect(messages[0]?.content).toBe('hello\n\n[attached: a___b_.csv, 3 bytes]');
  });

  it('[A4] closes a run that was cut off in the middle of a call', () => {
    const call = { id: 'c1', name: 'echo', argumentsText: '{}' };
    const history = historyOf([
      {
        events: [
          { type: 'message', message: { role: 'user', content: 'hello' } },
          { type: 'message', message: { role: 'assistant', content: '', toolCalls: [call] } },
        ],
      },
    ]);
    expect(history.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    expect(history[2]).toMatchObject({ callId: 'c1', failed: true });
  });

  it('[A4] finds taint in the journal', async () => {
    const tools = [echoTool({ run: () => ({ content: 'from a page', failed: false, untrusted: true }) })];
    const run = await play({
      local: scriptedEngine([callTool('echo', { text: 'hello' }), say('Done.')]),
      tools,
    });
    expect(isTainted([run])).toBe(true);
    expect(isTainted([{ events: [] }])).toBe(false);
  });

  it('[A5] leaves one row for each model call, with what was sent, said and checked', async () => {
    const local = scriptedEngine([callTool('echo', { text: 'hello' }), say('It said hello.')]);
    const { rows, events } = await play({ local });
    expect(rows.map(({ step }) => step)).toEqual([0, 1]);
    expect(rows.map(({ id }) => id)).toEqual(ofType(events, 'step-start').map(({ rowId }) => rowId));
    expect(rows[0]).toMatchObject({
      kind: 'agent',
      place: 'device',
      host: null,
      trigger: null,
      retention: 'text',
    });
    expect(rows[0]?.toolCalls[0]).toMatchObject({ name: 'echo', argumentsText: '{"text":"hello"}' });
    expect(rows[0]?.verdicts.map(({ check, passed }) => [check, passed])).toEqual([
      ['schema', true],
      ['repetition', true],
      ['grounding', true],
    ]);
    expect(rows[1]?.prompt).toContain('[result of echo]\necho: hello');
    expect(rows[1]?.reply).toBe('It said hello.');
    expect(rows[1]?.stats.usage.completionTokens).toBe(3);
    expect(rows[1]?.stats.costUsd).toBe(0);
  });

  it('[A5] names a call without tools a chat', async () => {
    const { rows } = await play({ local: scriptedEngine([say('Hello.')]), tools: [] });
    expect(rows[0]?.kind).toBe('chat');
  });

  it('[A18] gives each call its own idempotency key', async () => {
    const tool = echoTool();
    const local = scriptedEngine([
      [...callTool('echo', { text: 'hello' }), ...callTool('echo', { text: 'Hello' })],
      say('Both said hello.'),
    ]);
    await play({ local, tools: [tool] });
    expect(tool.ran.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['run-1:0', 'run-1:1']);
  });

  it('[A4] replaces call ids that are taken or odd', async () => {
    const local = scriptedEngine([
      [
        ...callTool('echo', { text: 'hello' }, { id: 'x' }),
        ...callTool('echo', { text: 'Hello' }, { id: 'x' }),
      ],
      say('Both said hello.'),
    ]);
    const { messages } = await play({ local });
    const ids = messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : []));
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toBe('x');
  });

  it('[V3] may read again after a change', async () => {
    const read = callTool('echo', { text: 'hello' });
    const local = scriptedEngine([read, callTool('add', { text: 'hello' }), read, say('echo: hello')]);
    const tool = echoTool();
    const { end } = await play({ local, tools: [tool, echoTool({ name: 'add', risk: 'write' })] });
    expect(tool.ran).toHaveLength(2);
    expect(end.outcome).toBe('complete');
  });
});
