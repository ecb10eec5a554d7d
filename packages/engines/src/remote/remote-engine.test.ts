import { type EngineEvent, type GenerateRequest, KingletError, type ToolDefinition } from '@kinglet/spec';
import { type FakeClock, fakeClock } from '@kinglet/testkit';
import {
  faults,
  replyCall,
  replyText,
  type ScriptedLlmServer,
  type ServerReply,
  scriptedLlmServer,
} from '@kinglet/testkit/scripted-llm-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type RemoteEngineOptions, remoteEngine } from './remote-engine.ts';
import { testEndpoint } from './test-endpoint.ts';

const key = 'sk-secret-1234567890';
const request: GenerateRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ],
  tools: [],
  maxTokens: 50,
};

let server: ScriptedLlmServer;
let clock: FakeClock;
beforeAll(async () => {
  server = await scriptedLlmServer([]);
});
afterAll(() => server.close());
beforeEach(() => {
  clock = fakeClock();
});

function options(more: Partial<RemoteEngineOptions> = {}): RemoteEngineOptions {
  return {
    baseUrl: server.baseUrl,
    model: 'scripted-large',
    key: () => key,
    contextTokens: 8000,
    clock,
    ...more,
  };
}

interface Outcome {
  readonly events: readonly EngineEvent[];
  readonly text: string;
  readonly error: unknown;
}

/** Runs one generation to its end, whatever that is. */
async function run(
  script: readonly ServerReply[],
  {
    more = {},
    asked = request,
    events = [],
    signal = new AbortController().signal,
  }: {
    more?: Partial<RemoteEngineOptions>;
    asked?: GenerateRequest;
    events?: EngineEvent[];
    signal?: AbortSignal;
  } = {},
): Promise<Outcome> {
  server.setScript(script);
  let error: unknown;
  try {
    for await (const event of remoteEngine(options(more)).generate(asked, { signal })) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
  return { events, text, error };
}

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

describe('a refusal', () => {
  test.each([
    ['401', faults.unauthorized, 'remote-auth', 'key'],
    ['403', faults.forbidden, 'remote-auth', 'rights'],
    ['404', faults.notFound, 'remote-failed', 'base URL'],
    ['a web page', faults.htmlPage, 'remote-failed', 'web page'],
    ['JSON in place of a stream', faults.wrongType, 'remote-failed', 'streaming'],
    [
      'a redirect',
      { status: 307, headers: { location: 'http://elsewhere.example/' }, body: '' },
      'remote-failed',
      'redirects',
    ],
  ] as const)('%s is an error with its next step, without a retry', async (_name, reply, code, words) => {
    const before = server.requests.length;
    const { error, events } = await run([reply]);
    expect(error).toBeInstanceOf(KingletError);
    expect(error).toMatchObject({ code });
    expect(String(error)).toContain(words);
    expect(events).toEqual([]);
    expect(server.requests.length - before).toBe(1);
  });

  test('429 waits for Retry-After, then goes on', async () => {
    const outcome = run([faults.rateLimit(3), replyText('Hello')]);
    const before = server.requests.length;
    await vi.waitFor(() => expect(server.requests.length).toBe(before + 1));
    await vi.waitFor(() => expect(clock.sleepers).toBe(2));
    await clock.advance(2999);
    expect(server.requests.length).toBe(before + 1);
    await clock.advance(1);
    expect((await outcome).text).toBe('Hello');
  });

  test('429 a third time, or with a long wait, is an error with the wait in it', async () => {
    const limited = faults.rateLimit(0);
    expect((await run([limited, limited, limited, replyText('no')])).error).toMatchObject({
      code: 'remote-rate-limit',
    });
    expect((await run([faults.rateLimit(3600)])).error).toMatchObject({
      code: 'remote-rate-limit',
      details: { retryAfterMs: 3_600_000 },
    });
    const date = new Date(clock.nowMs() + 60_000).toUTCString();
    expect((await run([faults.rateLimit(date)])).error).toMatchObject({ details: { retryAfterMs: 60_000 } });
  });

  test('500 is tried again twice', async () => {
    const before = server.requests.length;
    const outcome = run([faults.serverError, faults.serverError, faults.serverError]);
    await vi.waitFor(() => expect(clock.sleepers).toBe(2));
    await clock.advance(1000);
    await vi.waitFor(() => expect(server.requests.length).toBe(before + 2));
    await vi.waitFor(() => expect(clock.sleepers).toBe(2));
    await clock.advance(2000);
    expect((await outcome).error).toMatchObject({ code: 'remote-failed', details: { status: 500 } });
    expect(server.requests.length).toBe(before + 3);
  });

  test('a server that wants max_completion_tokens and its own temperature gets them', async () => {
    const refuse = (message: string): ServerReply => ({
      status: 400,
      body: JSON.stringify({ error: { message } }),
    });
    const script = [
      refuse('Use max_completion_tokens instead'),
      refuse("'temperature' must be 1"),
      replyText('Hi'),
    ];
    expect((await run(script)).text).toBe('Hi');
    expect(lastBody()).toMatchObject({ max_completion_tokens: 50 });
    expect(lastBody()).not.toHaveProperty('max_tokens');
    expect(lastBody()).not.toHaveProperty('temperature');
  });

  test('never carries the key, even where the server echoes it', async () => {
    const { error } = await run([
      { status: 400, body: JSON.stringify({ error: { message: `bad key ${key}` } }) },
    ]);
    expect(JSON.stringify([String(error), error])).not.toContain(key);
    expect(String(error)).toContain('[key]');
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
});

describe('time', () => {
  test.each([
    ['connect', faults.noAnswer, 1000],
    ['idle', faults.stalls('Half'), 2000],
    ['total', faults.stalls('Half'), 5000],
  ] as const)('the %s limit is an error that names it', async (phase, reply, limitMs) => {
    const timeouts = { connectMs: 1000, idleMs: phase === 'total' ? 90_000 : 2000, totalMs: 5000 };
    const before = server.requests.length;
    const events: EngineEvent[] = [];
    const outcome = run([reply], { more: { timeouts }, events });
    await vi.waitFor(() => expect(server.requests.length).toBe(before + 1));
    if (phase !== 'connect') await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ text: 'Half' }));
    await clock.advance(limitMs);
    expect((await outcome).error).toMatchObject({ code: 'timeout', details: { phase, limitMs } });
    expect(clock.sleepers).toBe(0);
  });

  test('no timer is left after a reply', async () => {
    await run([replyText('Hi')]);
    expect(clock.sleepers).toBe(0);
  });
});

describe('input', () => {
  test.each([
    ['sk-one two', 7],
    ['sk-one\n', 7],
    ['sk-é', 4],
  ])('the key %j is refused before any request, without a word of it', async (bad, position) => {
    const before = server.requests.length;
    const { error } = await run([replyText('Hi')], { more: { key: () => bad } });
    expect(error).toMatchObject({ code: 'invalid-input', details: { position } });
    expect(String(error)).not.toContain('sk-');
    expect(server.requests.length).toBe(before);
  });

  test.each(['not a url', 'http://example.com/v1', 'ftp://localhost/', 'https://user:pw@example.com/v1'])(
    'the base URL %s is refused',
    (baseUrl) => {
      expect(() => remoteEngine(options({ baseUrl }))).toThrow(
        expect.objectContaining({ code: 'invalid-input' }),
      );
    },
  );

  test.each(['/', '/chat/completions', ''])('the base URL may end with %j', async (end) => {
    expect((await run([replyText('Hi')], { more: { baseUrl: server.baseUrl + end } })).text).toBe('Hi');
  });

  test('an unreachable host is a network error', async () => {
    const { error } = await run([], { more: { baseUrl: 'http://127.0.0.1:9/v1' } });
    expect(error).toMatchObject({ code: 'network' });
    expect((await run([faults.reset])).error).toMatchObject({ code: 'network' });
  });
});

describe('the test button', () => {
  const signal = new AbortController().signal;

  test('says who answered', async () => {
    server.setScript([replyText('OK')]);
    expect(await testEndpoint(options(), { signal })).toEqual({
      ok: true,
      message: expect.stringMatching(/^scripted-large at 127\.0\.0\.1:\d+ answered in \d+ ms\.$/),
    });
  });

  test('says what is wrong and what to do', async () => {
    server.setScript([faults.unauthorized]);
    expect(await testEndpoint(options(), { signal })).toEqual({
      ok: false,
      message: expect.stringContaining('Enter a valid key'),
    });
    expect(await testEndpoint(options({ baseUrl: 'nonsense' }), { signal })).toMatchObject({ ok: false });
  });
});
