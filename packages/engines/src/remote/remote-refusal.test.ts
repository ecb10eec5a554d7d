import { type EngineEvent, KingletError } from '@kinglet/spec';
import { faults, replyText, type ServerReply } from '@kinglet/testkit/scripted-llm-server';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { key, remoteFixture } from './test/remote-fixture.ts';

const { server, clock, run } = await remoteFixture();
afterAll(() => server.close());

const lastBody = () => server.requests.at(-1)?.body;

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

  test('a redirect as browsers show it is not taken for an answer', async () => {
    const opaque = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const { error } = await run([], { more: { fetch: async () => opaque } });
    expect(String(error)).toContain('redirects');
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
      message: expect.stringMatching(/\(429\)\. Try again in 3600 s\./),
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
    expect((await outcome).error).toMatchObject({
      code: 'remote-failed',
      message: expect.stringContaining('answered 500. The fault is on its side: try again later.'),
      details: { status: 500 },
    });
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
