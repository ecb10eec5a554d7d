import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import type { JsonObject } from '@kinglet/spec';
import { expect, test } from 'vitest';
import { createSandbox } from './sandbox.ts';
import workerUrl from './sandbox-worker.ts?worker&url';

const clock = {
  sleep: (durationMs: number, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, durationMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};
const workers: Worker[] = [];
const sandboxAt = (address: string) =>
  createSandbox({
    startWorker: () => {
      const worker = new Worker(workerUrl, { type: 'module' });
      workers.push(worker);
      return worker;
    },
    wasmUrl: new URL(address, location.href).href,
    clock,
  });
const sandbox = sandboxAt(wasmUrl);
const argument = { name: 'a', description: '', kind: 'number', optional: false } as const;

function run(
  body: string,
  {
    args = { a: 20 },
    signal = new AbortController().signal,
  }: { args?: JsonObject; signal?: AbortSignal } = {},
) {
  return sandbox.run({ tool: { body, arguments: [argument] }, args }, { signal });
}

test('nothing is started before the first run, and then one worker a run', async () => {
  expect(workers).toHaveLength(0);
  expect(await run('return a + 1')).toEqual({ ok: true, content: '21' });
  expect(await run('globalThis.left = a; return 1')).toMatchObject({ ok: true });
  expect(await run('return typeof left')).toEqual({ ok: true, content: 'undefined' });
  expect(workers).toHaveLength(3);
});

test('the worker around it has a network, and the code does not reach it', async () => {
  const names = 'fetch, self, postMessage, importScripts, WebSocket, indexedDB, caches';
  expect(await run(`return [${names.replaceAll(/\w+/g, 'typeof $&')}]`)).toEqual({
    ok: true,
    content: JSON.stringify(Array(7).fill('undefined')),
  });
});

test('a loop that no interrupt reaches ends with its worker', async () => {
  const end = await run('return [].indexOf.call({ length: 2 ** 53 - 1 }, 1)');
  expect(end).toEqual({ ok: false, reason: expect.stringContaining('It was stopped after 2 s') });
  expect(await run('return a')).toEqual({ ok: true, content: '20' });
});

test('an endless loop of its own ends by itself, and a stop ends it at once', async () => {
  expect(await run('while (true) {}')).toEqual({
    ok: false,
    reason: expect.stringContaining('stopped after 1 s'),
  });
  const stop = new AbortController();
  const running = run('while (true) {}', { signal: stop.signal });
  stop.abort(new DOMException('stop', 'AbortError'));
  await expect(running).rejects.toThrow('stop');
});

test('what cannot be loaded is said', async () => {
  const broken = sandboxAt('/no-such-file.wasm');
  const job = { tool: { body: 'return 1', arguments: [] }, args: {} };
  expect(await broken.run(job, { signal: new AbortController().signal })).toEqual({
    ok: false,
    reason: expect.stringContaining('could not be loaded'),
  });
});
