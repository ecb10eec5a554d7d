import type { GenerateRequest, ToolDefinition } from '@kinglet/spec';
import { faults, replyCall, replyText, type ServerReply } from '@kinglet/testkit/scripted-llm-server';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { key, remoteFixture, request } from './test/remote-fixture.ts';

const { server, run } = await remoteFixture();
afterAll(() => server.close());

const lastBody = () => server.requests.at(-1)?.body;

describe('a clean stream', () => {
  test('gives text, usage from the server and the cached tokens', async () => {
    const { events, text } = await run([replyText('Hello there')]);
    expect(text).toBe('Hello there');
    expect(events.at(-1)).toEqual({
      type: 'decode-end',
      finishReason: 'stop',
      usage: { promptTokens: 20, completionTokens: 5, reusedTokens: 0 },
    });
  });

  test('sends the key as bearer token and nothing of the browser', async () => {
    await run([replyText('Hi')]);
    expect(server.requests.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      accept: 'text/event-stream',
    });
    const seen = vi.fn(fetch);
    await run([replyText('Hi')], { more: { fetch: seen } });
    expect(seen.mock.calls[0]?.[1]).toMatchObject({
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  });

  test('maps the transcript and the tools onto the wire', async () => {
    const tool: ToolDefinition = {
      name: 'add',
      description: 'Adds',
      parameters: { type: 'object', properties: { a: { type: 'number' } } },
      risk: 'read',
      destructive: false,
      timeoutMs: 1000,
      origin: 'built-in',
    };
    const asked: GenerateRequest = {
      messages: [
        ...request.messages,
        { role: 'assistant', content: '', toolCalls: [{ id: 'c1', name: 'add', argumentsText: '{"a":1}' }] },
        { role: 'tool', callId: 'c1', name: 'add', content: '1', failed: false },
        {
          role: 'assistant',
          content: 'Wait',
          toolCalls: [{ id: 'c2', name: 'add', argumentsText: '{"a":' }],
        },
        { role: 'tool', callId: 'c2', name: 'add', content: 'bad arguments', failed: true },
      ],
      tools: [tool],
      toolChoice: 'required',
      maxTokens: 50,
      stop: ['END'],
    };
    await run([replyText('Hi')], { asked });
    expect(lastBody()).toEqual({
      model: 'scripted-large',
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 50,
      temperature: 0,
      stop: ['END'],
      tools: [
        { type: 'function', function: { name: 'add', description: 'Adds', parameters: tool.parameters } },
      ],
      tool_choice: 'required',
      messages: [
        ...request.messages,
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '1' },
        {
          role: 'assistant',
          content: 'Wait',
          tool_calls: [
            {
              id: 'c2',
              type: 'function',
              function: { name: 'add', arguments: '{"unparsable":"{\\"a\\":"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'c2', content: 'bad arguments' },
      ],
    });
  });

  test('assembles a call from its pieces', async () => {
    const { events } = await run([replyCall('add', { a: 1, b: 22 }, { text: 'Let me see.' })]);
    expect(events.slice(-2)).toEqual([
      { type: 'tool-call', call: { id: 'call_add', name: 'add', argumentsText: '{"a":1,"b":22}' } },
      expect.objectContaining({ finishReason: 'tool-call' }),
    ]);
  });

  test('says that counts are estimates where the server gives none', async () => {
    const reply: ServerReply = { steps: [{ type: 'text', text: '12345678' }, { type: 'done' }] };
    const { events } = await run([reply]);
    expect(events.at(-1)).toMatchObject({
      finishReason: 'stop',
      usage: { estimated: true, completionTokens: 2, reusedTokens: null },
    });
  });
});

describe('a broken stream', () => {
  test.each([
    ['ends in the middle of a line', faults.truncated('Half an'), 'interrupted'],
    ['is cut', faults.resetAfter('Half an'), 'interrupted'],
    ['has a line that is not JSON', faults.malformedLine('Half an'), 'remote-failed'],
    ['has an error in it', faults.errorInStream('Half an'), 'remote-failed'],
  ] as const)('that %s keeps what came, is not complete and not repeated', async (_name, reply, code) => {
    const before = server.requests.length;
    const { text, error, events } = await run([reply, replyText('again')]);
    expect(text).toBe('Half an');
    expect(error).toMatchObject({ code });
    expect(events.some((event) => event.type === 'decode-end')).toBe(false);
    expect(server.requests.length - before).toBe(1);
  });

  test('never joins half a line to the next', async () => {
    const half = 'data: {"choices":[{"delta":{"content":"ha\ndata: lf"}}]}\n\n';
    const { text, error } = await run([{ steps: [{ type: 'raw', text: half }, { type: 'done' }] }]);
    expect(text).toBe('');
    expect(error).toMatchObject({ code: 'remote-failed' });
  });

  test('that breaks after its finish reason is complete', async () => {
    const reply: ServerReply = {
      steps: [
        { type: 'text', text: 'All' },
        { type: 'finish', reason: 'stop' },
        { type: 'wait', durationMs: 20 },
        { type: 'reset' },
      ],
    };
    const { error, events } = await run([reply]);
    expect(error).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: 'decode-end', finishReason: 'stop' });
  });

  test('with an event that never ends is given up on', async () => {
    const endless: ServerReply = {
      steps: [{ type: 'raw', text: `data: ${'x'.repeat(5_000_000)}` }, { type: 'hang' }],
    };
    expect((await run([endless])).error).toMatchObject({ code: 'remote-failed' });
  });
});
