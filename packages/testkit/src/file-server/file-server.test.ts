import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileServer, fileServer } from './file-server.ts';

const content = Uint8Array.from({ length: 20_000 }, (_, index) => index % 251);
let server: FileServer;
beforeEach(async () => {
  server = await fileServer(content);
});
afterEach(() => server.close());

async function get(range?: string): Promise<Response> {
  return fetch(server.url, range ? { headers: { Range: range } } : {});
}

async function bytes(response: Response | Promise<Response>): Promise<Uint8Array> {
  return new Uint8Array(await (await response).arrayBuffer());
}

test('serves the file, and ranges of it', async () => {
  expect(await bytes(get())).toEqual(content);
  const part = await get('bytes=10-19');
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/20000']);
  expect(await bytes(part)).toEqual(content.slice(10, 20));
  expect(server.sentBytes).toBe(20_010);
  expect(server.requests.map(({ range }) => range)).toEqual([null, { start: 10, end: 20 }]);
});

test('shows each fault', async () => {
  server.reply(() => ({ knowsRanges: false, etag: '"2"' }));
  const whole = await get('bytes=10-19');
  expect([whole.status, whole.headers.get('etag')]).toEqual([200, '"2"']);
  await bytes(whole);
  server.reply(() => ({ status: 404 }));
  expect((await get()).status).toBe(404);
  server.reply(({ sentBefore }) => ({ cut: { atSent: sentBefore + 5_000, style: 'end' } }));
  expect((await bytes(get())).length).toBe(5_000);
  server.reply(({ sentBefore }) => ({ cut: { atSent: sentBefore + 5_000, style: 'reset' } }));
  await expect(bytes(get())).rejects.toThrow();
  server.reply(({ sentBefore }) => ({ cut: { atSent: sentBefore + 5_000, style: 'stall' } }));
  const silent = new AbortController();
  const response = await fetch(server.url, { signal: silent.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  silent.abort();
  await expect(reader?.read()).rejects.toThrow();
});
