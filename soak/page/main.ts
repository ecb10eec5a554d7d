/// <reference types="vite/client" />
import { loadTransformersEngine } from '@kinglet/engines';
import workerUrl from '@kinglet/engines/transformers/worker?worker&url';
import { systemClock } from '@kinglet/runtime/worker/system-clock';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** What the model wrote, and on what. */
export interface OnnxReply {
  readonly backend: string;
  /** As the engine gave them out: each a token, but where one is no whole character. */
  readonly deltas: readonly string[];
  readonly tokens: number;
  /** From the request to its end, the reading of the prompt included. */
  readonly seconds: number;
}

/** One that the exported specialist answers with a call, which has more than a few tokens. */
const question = 'how much is 5 foot 11 in cm?';

/** A pass on a GPU in software takes minutes where the machine is busy. */
const stallMs = 900_000;

/** Loads the model whose files lie under `exported/`, and has it write its likeliest `tokens`. */
async function reply(paths: readonly string[], gpu: 'auto' | 'off', tokens: number): Promise<OnnxReply> {
  const files = await Promise.all(
    paths.map(async (path) => [path, await (await fetch(`exported/${path}`)).blob()] as const),
  );
  const { signal } = new AbortController();
  const engine = await loadTransformersEngine({
    modelId: 'exported',
    files: Object.fromEntries(files),
    assets: {
      workerUrl: new URL(workerUrl, location.href).href,
      wasmUrl: new URL(wasmUrl, location.href).href,
    },
    ...{ contextTokens: 512, threads: 1, gpu, stallMs, clock: systemClock, signal },
  });
  const messages = [{ role: 'user' as const, content: question }];
  const startMs = performance.now();
  const deltas: string[] = [];
  let written = 0;
  for await (const event of engine.generate({ messages, tools: [], maxTokens: tokens }, { signal })) {
    if (event.type === 'text-delta') deltas.push(event.text);
    if (event.type === 'decode-end') written = event.usage.completionTokens;
  }
  const seconds = (performance.now() - startMs) / 1000;
  await engine.unload();
  return { backend: engine.info.backend, deltas, tokens: written, seconds };
}

const actions = { reply };

declare global {
  var onnxSoak: typeof actions;
}

globalThis.onnxSoak = actions;
