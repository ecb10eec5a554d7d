import type { Engine, EngineEvent, GenerateRequest } from '@kinglet/spec';
import { afterEach, describe, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { assets, loadTinyLlama } from './testing/load-tiny-llama.ts';

declare module 'vitest/browser' {
  interface CDPSession {
    send(method: string): Promise<unknown>;
  }
}

const adapter = await navigator.gpu?.requestAdapter();
const reason = 'this browser has no WebGPU adapter';
if (!adapter) console.info(`skipped: transformers on WebGPU: ${reason}`);

const loaded: Engine[] = [];
afterEach(async () => {
  for (const engine of loaded.splice(0)) await engine.unload();
});

async function load(gpu: 'auto' | 'off'): Promise<Engine> {
  const engine = await loadTinyLlama({ gpu });
  loaded.push(engine);
  return engine;
}

const request: GenerateRequest = {
  messages: [
    { role: 'system', content: 'Answer in a few words.' },
    { role: 'user', content: 'What is the weather in Bern?' },
  ],
  tools: [],
  maxTokens: 6,
};

async function ask(engine: Engine, more: Partial<GenerateRequest> = {}): Promise<readonly EngineEvent[]> {
  const events: EngineEvent[] = [];
  const signal = new AbortController().signal;
  for await (const event of engine.generate({ ...request, ...more }, { signal })) {
    events.push(event.type === 'prefill-end' ? { ...event, durationMs: 0 } : event);
  }
  return events;
}

describe.skipIf(!adapter)('on WebGPU', { timeout: 240_000 }, () => {
  test('says the same as on WebAssembly, token by token, and after a cut of its cache too', async () => {
    const gpu = await load('auto');
    const cpu = await load('off');
    expect([gpu.info.backend, cpu.info.backend]).toEqual(['webgpu', 'wasm']);
    const other = {
      messages: [...request.messages.slice(0, 1), { role: 'user' as const, content: 'Count.' }],
    };
    for (const more of [{}, other]) {
      const answer = await ask(gpu, more);
      expect(answer).toEqual(await ask(cpu, more));
      expect(answer.length).toBeGreaterThan(2);
    }
    const end = (await ask(gpu)).at(-1);
    expect(end?.type === 'decode-end' && end.usage.reusedTokens).toBeGreaterThan(10);
  });

  test('a device that cannot be had leaves WebAssembly', async () => {
    const script = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const without = script("Object.defineProperty(navigator, 'gpu', { value: undefined });");
    const workerUrl = script(
      `import ${JSON.stringify(without)}; import ${JSON.stringify(assets.workerUrl)};`,
    );
    const engine = await loadTinyLlama({ gpu: 'auto', assets: { ...assets, workerUrl } });
    loaded.push(engine);
    expect(engine.info.backend).toBe('wasm');
    expect((await ask(engine)).length).toBeGreaterThan(2);
  });

  test('a lost device is a lost engine, and another load has a new one', async () => {
    const gpu = await load('auto');
    const before = await ask(gpu);
    await cdp().send('Browser.crashGpuProcess');
    await expect(async () => {
      for (let call = 0; call < 100; call += 1) await ask(gpu, { maxTokens: 1 });
    }).rejects.toMatchObject({ code: 'engine-lost' });
    const again = await load('auto');
    expect(again.info.backend).toBe('webgpu');
    expect(await ask(again)).toEqual(before);
  });
});
