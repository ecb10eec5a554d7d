import type { Engine } from '@kinglet/spec';
import { tinyLlama } from '@kinglet/testkit/tiny-llama';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadTransformersOptions } from './load-transformers-engine.ts';
import { assets, loadTinyLlama, tinyFiles } from './testing/load-tiny-llama.ts';

const load = loadTinyLlama;

async function say(engine: Engine, content = 'What is it?'): Promise<string> {
  const request = { messages: [{ role: 'user' as const, content }], tools: [], maxTokens: 12 };
  let text = '';
  for await (const event of engine.generate(request, { signal: new AbortController().signal })) {
    if (event.type === 'text-delta') text += event.text;
  }
  return text;
}

/** Loads, asks and unloads. */
async function sayOnce(options: Partial<LoadTransformersOptions> = {}): Promise<string> {
  const engine = await load(options);
  return say(engine).finally(() => engine.unload());
}

describe('the same reply', { timeout: 60_000 }, () => {
  let first: Engine;
  let text: string;
  beforeAll(async () => {
    first = await load();
    text = await say(first);
  }, 60_000);
  afterAll(() => first.unload());

  test('of two engines at once, each with its own cache, and of one after the other is gone', async () => {
    const second = await load();
    expect(await Promise.all([say(first), say(second, 'Count.'), say(second)])).toEqual([
      text,
      expect.any(String),
      text,
    ]);
    await second.unload();
    expect(await say(first)).toBe(text);
  });

  test('with two threads', async () => {
    const engine = await load({ threads: 2 });
    expect(engine.info.threads).toBe(2);
    expect(await say(engine).finally(() => engine.unload())).toBe(text);
  });

  test('with the weights in a file of their own', async () => {
    const split = Object.entries(tinyLlama({ split: true }));
    const files = Object.fromEntries(split.map(([path, bytes]) => [path, new Blob([bytes])]));
    expect(await sayOnce({ files })).toBe(text);
  });

  test('where the engine comes from another site', async () => {
    const elsewhere = (url: string) => url.replace('//localhost:', '//127.0.0.1:');
    const other = { workerUrl: elsewhere(assets.workerUrl), wasmUrl: assets.wasmUrl };
    expect(new URL(other.workerUrl).origin).not.toBe(location.origin);
    expect(await sayOnce({ assets: other })).toBe(text);
  });
});

test('what cannot be loaded is refused, and the next load works', { timeout: 60_000 }, async () => {
  const { 'onnx/model.onnx': onnx = new Blob(), ...withoutOnnx } = tinyFiles;
  const half = { ...tinyFiles, 'onnx/model.onnx': onnx.slice(0, onnx.size / 2) };
  const refused: readonly [Partial<LoadTransformersOptions>, string][] = [
    [{ files: withoutOnnx }, 'onnx/NAME.onnx'],
    [{ files: half }, 'could not be loaded'],
    [{ assets: { ...assets, wasmUrl: `${location.origin}/nothing.wasm` } }, 'WebAssembly file'],
    [{ assets: { ...assets, workerUrl: `${location.origin}/nothing.js` } }, 'script could not be loaded'],
  ];
  for (const [options, reason] of refused) {
    await expect(load(options)).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining(reason),
    });
  }
  expect(await sayOnce()).not.toBe('');
});

test('a load that is cancelled rejects with its reason', async () => {
  const stop = new AbortController();
  const loading = load({ signal: stop.signal });
  setTimeout(() => stop.abort(new Error('the user pressed stop')), 200);
  await expect(loading).rejects.toThrow('the user pressed stop');
});
