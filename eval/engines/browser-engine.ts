import { basename } from 'node:path';
import { KingletError } from '@kinglet/spec';
import { openEvalPage } from '../harness/eval-page.ts';
import type { AdapterFile } from './adapter-file.ts';
import type { BaseFile } from './base-file.ts';
import { contextTokens, type EvalEngine, maxReplyTokens } from './eval-engine.ts';
import { failed, madeCall } from './made-call.ts';

/** The app's own engine, wllama, in a real Chromium. Throws `invalid-input` without an adapter. */
export async function loadBrowserEngine(base: BaseFile, adapter: AdapterFile | null): Promise<EvalEngine> {
  if (adapter === null) {
    throw new KingletError(
      'invalid-input',
      "The app's engine asks a base model without an adapter in another way, so that the two cannot be compared. Evaluate the base with --engine node.",
    );
  }
  const { id, format, tools } = adapter.header;
  const open = await openEvalPage({ 'base.gguf': base.path, 'adapter.gguf': adapter.path });
  const { page } = open;
  await page.evaluate((options) => globalThis.evaluation.loadRowEngine(options), {
    baseUrl: new URL('base.gguf', page.url()).href,
    adapterUrl: new URL('adapter.gguf', page.url()).href,
    adapter: { id, format, tools },
    contextTokens,
  });
  return {
    title: `${open.browser}, ${basename(base.path)}, ${id}`,
    async answer(request) {
      const { calls, callProbabilities, text, promptTokens, completionTokens, durationMs, failure } =
        await page.evaluate(
          (asked) => globalThis.evaluation.answerRow(asked),
          JSON.stringify({ ...request, maxTokens: maxReplyTokens }),
        );
      const facts = { promptTokens, completionTokens, seconds: durationMs / 1000 };
      if (failure !== null) return failed(failure, facts);
      const lines = calls.map(({ name, argumentsText }) => `${name} ${argumentsText}`);
      return {
        calls: calls.map(madeCall),
        rawCalls: calls,
        callProbabilities,
        reply: [...lines, text].join('\n').trim(),
        failure,
        ...facts,
      };
    },
    close: () => open.close(),
  };
}
