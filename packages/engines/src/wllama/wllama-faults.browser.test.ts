import type { Engine } from '@kinglet/spec';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { innerWorker, SpiedWorker, spyOnWorkers } from '../lifetime/testing/spied-worker.ts';
import { usableThreads } from '../wasm/usable-threads.ts';
import { crash } from './testing/crash.ts';
import { loadForTest, realModel } from './testing/real-model.ts';

const model = await realModel();

async function ask(engine: Engine, content = 'Tell me a long story.', maxTokens = 200): Promise<string> {
  let text = '';
  const request = { messages: [{ role: 'user' as const, content }], tools: [], maxTokens };
  for await (const event of engine.generate(request, { signal: new AbortController().signal })) {
    if (event.type === 'text-delta') text += event.text;
  }
  return text;
}

let stopSpying = () => {};
beforeEach(() => {
  stopSpying = spyOnWorkers();
});
afterEach(() => stopSpying());

/** Lets a reply begin, then breaks something. */
async function askAndBreak(engine: Engine, breakIt: () => void): Promise<void> {
  const request = {
    messages: [{ role: 'user' as const, content: 'Tell me a long story.' }],
    tools: [],
    maxTokens: 200,
  };
  for await (const event of engine.generate(request, { signal: new AbortController().signal })) {
    if (event.type === 'text-delta') breakIt();
  }
}

describe.skipIf(model === null)('an engine that breaks', { timeout: 180_000 }, () => {
  const blob = model ?? new Blob();

  test('a crash of the WebAssembly module is engine-lost, now and after', async () => {
    const engine = await loadForTest(blob, { contextTokens: 256 });
    await expect(askAndBreak(engine, crash)).rejects.toMatchObject({
      code: 'engine-lost',
    });
    await expect(ask(engine)).rejects.toMatchObject({ code: 'engine-lost' });
    expect(innerWorker().isTerminated).toBe(true);
  });

  test('an inner worker that is gone is noticed by its silence', async () => {
    const engine = await loadForTest(blob, { contextTokens: 256, stallMs: 8000 });
    await expect(askAndBreak(engine, () => innerWorker().terminate())).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('no sign of life for 8 seconds'),
    });
  });

  test('an error event of the inner worker is engine-lost', async () => {
    const engine = await loadForTest(blob, { contextTokens: 256 });
    const error = new ErrorEvent('error', { message: 'out of memory' });
    await expect(askAndBreak(engine, () => innerWorker().dispatchEvent(error))).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('out of memory'),
    });
  });

  test('unloading in the middle of a reply ends it, frees the worker, and another can be loaded', async () => {
    const engine = await loadForTest(blob, { contextTokens: 256 });
    await expect(askAndBreak(engine, () => void engine.unload())).rejects.toMatchObject({
      code: 'engine-lost',
    });
    expect(innerWorker().isTerminated).toBe(true);
    const again = await loadForTest(blob, { contextTokens: 256 });
    expect(await ask(again, 'Say hi.', 4)).toMatch(/\S/);
    await again.unload();
  });
});

describe.skipIf(model === null)('an engine that is loaded', { timeout: 120_000 }, () => {
  test('says what really runs, with all threads that the page may use', async () => {
    const engine = await loadForTest(model ?? new Blob(), { contextTokens: 256, threads: usableThreads() });
    expect(engine.info).toEqual({
      engine: 'wllama',
      modelId: 'smollm2-135m-instruct-q4_1',
      place: 'device',
      backend: 'wasm',
      threads: Math.min(8, navigator.hardwareConcurrency),
      contextTokens: 256,
      toolUse: 'multi-turn',
    });
    expect(await ask(engine, 'Hi', 2)).toMatch(/\S/);
    await engine.unload();
  });
});

describe.skipIf(model === null)('loading that fails', { timeout: 120_000 }, () => {
  const blob = model ?? new Blob();

  test('cancelled, rejects with the reason and leaves no worker', async () => {
    const controller = new AbortController();
    const loading = loadForTest(blob, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('changed my mind')), 300);
    await expect(loading).rejects.toThrow('changed my mind');
    for (const worker of SpiedWorker.made) expect(worker.isTerminated).toBe(true);
  });

  test('a model that is cut off is engine-failed', async () => {
    await expect(loadForTest(blob.slice(0, 20_000_000))).rejects.toMatchObject({ code: 'engine-failed' });
    for (const worker of SpiedWorker.made) expect(worker.isTerminated).toBe(true);
  });

  test.each([
    ['missing', '/nothing-here.wasm', 'the server answers 404'],
    ['a page in its place', 'data:text/html,<!doctype html>', 'the server answers with something else'],
    ['unreachable', 'http://localhost:1/wllama.wasm', 'it cannot be reached'],
  ])('a WebAssembly file that is %s is engine-failed', async (_, wasmUrl, reason) => {
    await expect(loadForTest(blob, { wasmUrl })).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining(reason),
    });
  });

  test.each([
    ['refuses', "{{ raise_exception('no') }}"],
    ['cannot be read', '{% if %}'],
  ])(
    'a model whose chat template %s is engine-failed, at its first reply at the latest',
    async (_, template) => {
      const reply = loadForTest(await withTemplate(blob, template), { contextTokens: 256 }).then((engine) =>
        ask(engine, 'Hi', 1).finally(() => engine.unload()),
      );
      await expect(reply).rejects.toMatchObject({ code: 'engine-failed' });
    },
  );

  test('a file that is no model is engine-failed', async () => {
    const page = new Blob(['<!doctype html><title>404</title>']);
    await expect(loadForTest(page)).rejects.toMatchObject({ code: 'engine-failed' });
    await expect(loadForTest(page, { blobs: [] })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

/** The model with another template in the place of its own, which is longer. */
async function withTemplate(model: Blob, template: string): Promise<Blob> {
  const head = new Uint8Array(await model.slice(0, 8_000_000).arrayBuffer());
  const key = 'tokenizer.chat_template';
  const at = new TextDecoder('latin1').decode(head).indexOf(key) + key.length + 4;
  const length = Number(new DataView(head.buffer).getBigUint64(at, true));
  head.set(new TextEncoder().encode(template.padEnd(length)), at + 8);
  return new Blob([head, model.slice(head.length)]);
}
