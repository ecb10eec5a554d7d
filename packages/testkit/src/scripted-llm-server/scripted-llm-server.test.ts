import { afterEach, expect, test } from 'vitest';
import { type ScriptedLlmServer, scriptedLlmServer } from './scripted-llm-server.ts';
import { faults, replyCall, replyText } from './server-reply.ts';

let server: ScriptedLlmServer | undefined;
afterEach(() => server?.close());

function post(
  baseUrl: string,
  body: object = { stream_options: { include_usage: true } },
): Promise<Response> {
  return fetch(`${baseUrl}/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
}

test('streams text, finish, usage and [DONE] as server-sent events', async () => {
  server = await scriptedLlmServer([replyText('Hello there')]);
  const response = await post(server.baseUrl);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const lines = (await response.text()).trim().split('\n\n');
  expect(lines).toHaveLength(5);
  expect(lines[1]).toContain('" there"');
  expect(lines[2]).toContain('"finish_reason":"stop"');
  expect(lines[3]).toContain('"prompt_tokens":20');
  expect(lines[4]).toBe('data: [DONE]');
});

test('leaves usage out where it was not asked for, and sends a call in pieces', async () => {
  server = await scriptedLlmServer([replyCall('add', { a: 1, b: 2 })]);
  const body = await (await post(server.baseUrl, {})).text();
  expect(body).not.toContain('prompt_tokens');
  expect(body.match(/tool_calls":\[/g)).toHaveLength(3);
});

test('answers a preflight, lists its model, refuses a wrong key', async () => {
  server = await scriptedLlmServer([], { key: 'sk-right' });
  const preflight = await fetch(`${server.baseUrl}/chat/completions`, {
    method: 'OPTIONS',
    headers: { origin: 'http://page.example' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('http://page.example');
  expect((await fetch(`${server.baseUrl}/models`)).status).toBe(401);
  const models = await fetch(`${server.baseUrl}/models`, { headers: { authorization: 'Bearer sk-right' } });
  expect(await models.json()).toMatchObject({ data: [{ id: 'scripted-large' }] });
});

test('shows each fault, and says when its script is at its end', async () => {
  server = await scriptedLlmServer([
    faults.rateLimit(2),
    faults.htmlPage,
    faults.resetAfter('Half'),
    faults.reset,
  ]);
  const limited = await post(server.baseUrl);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
  expect((await post(server.baseUrl)).headers.get('content-type')).toContain('text/html');
  await expect((await post(server.baseUrl)).text()).rejects.toThrow();
  await expect(post(server.baseUrl)).rejects.toThrow();
  expect((await post(server.baseUrl)).status).toBe(500);
  expect(server.requests).toHaveLength(5);
});
