import { faults, replyText } from '@kinglet/testkit/scripted-llm-server';
import { afterAll, describe, expect, test } from 'vitest';
import { remoteEngine } from './remote-engine.ts';
import { remoteFixture } from './test/remote-fixture.ts';
import { testEndpoint } from './test-endpoint.ts';

const { server, options, run } = await remoteFixture();
afterAll(() => server.close());

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
    expect(String(error)).toContain('Copy the key again');
    expect(server.requests.length).toBe(before);
  });

  test.each([
    'not a url',
    'http://example.com/v1',
    'http://[::1]:8080/v1',
    'ftp://localhost/',
    'https://user@example.com/v1',
    'https://:pw@example.com/v1',
  ])('the base URL %s is refused', (baseUrl) => {
    expect(() => remoteEngine(options({ baseUrl }))).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });

  test.each(['/', '/chat/completions', ''])('the base URL may end with %j', async (end) => {
    expect((await run([replyText('Hi')], { more: { baseUrl: server.baseUrl + end } })).text).toBe('Hi');
  });

  test('an unreachable host is a network error', async () => {
    const { error } = await run([], { more: { baseUrl: 'http://127.0.0.1:9/v1' } });
    expect(error).toMatchObject({
      code: 'network',
      message: expect.stringMatching(
        /^127\.0\.0\.1:9 could not be reached\. Check .+ online.+base URL.+CORS/,
      ),
    });
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

describe('a server that does not heed the limits', () => {
  const piece = { index: 0, function: { arguments: 'x'.repeat(50_000) } };

  test('is not read on once its calls are too long, or too many', async () => {
    const long = Array.from({ length: 200 }, () => ({ tool_calls: [piece] }));
    const many = Array.from({ length: 500 }, (_, index) => ({ tool_calls: [{ index, id: `c${index}` }] }));
    for (const deltas of [long, many]) {
      const lines = deltas.map((delta) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`);
      const steps = lines.map((text) => ({ type: 'raw', text }) as const);
      // It would go on for ever.
      const { events, error } = await run([{ steps: [...steps, { type: 'hang' }] }]);
      expect(error).toBeUndefined();
      expect(events.at(-1)).toMatchObject({ type: 'decode-end', finishReason: 'length' });
      expect(JSON.stringify(events).length).toBeLessThan(400_000);
    }
  });
});
