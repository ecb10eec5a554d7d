import { basename } from 'node:path';
import { callProbabilities, createContentStripper, specialistStep } from '@kinglet/engines/specialist';
import type { AdapterFile } from './adapter-file.ts';
import type { BaseFile } from './base-file.ts';
import { type EngineChoice, type EvalEngine, maxReplyTokens } from './eval-engine.ts';
import { failed, madeCall } from './made-call.ts';
import { loadNodeModel } from './node-model.ts';

/**
 * llama.cpp in Node with the prompt, the grammar and the reply's reader that the app uses. Without an adapter the base
 * model gets the prompt and the grammar of a `schemas` specialist.
 */
export async function loadNodeEngine(
  base: BaseFile,
  adapter: AdapterFile | null,
  { weigh = false }: EngineChoice = {},
): Promise<EvalEngine> {
  const model = await loadNodeModel(base.path, adapter?.path ?? null);
  const stripper = createContentStripper(model.controlTokens);
  const format = adapter?.header.format ?? 'schemas';
  let ids = 0;
  return {
    title: `node, ${basename(base.path)}, ${adapter?.header.id ?? 'no adapter'}`,
    async answer({ messages, tools, allowed, free = false }) {
      const startMs = performance.now();
      const id = () => `call-${++ids}`;
      const { prompt, grammar, reader } = specialistStep(
        { messages, tools, ...(allowed === undefined ? {} : { allowed }) },
        { format, stripper, id },
      );
      const { text, promptTokens, completionTokens, isWhole, pieces } = await model.complete({
        ...{ prompt, grammar: free ? null : grammar, maxTokens: maxReplyTokens, isEnough: isTalk, weigh },
      });
      const facts = { promptTokens, completionTokens, seconds: (performance.now() - startMs) / 1000 };
      if (text === null) return failed(`the prompt has ${promptTokens} tokens, too many`, facts);
      const events = [...reader.push(text), ...reader.end(isWhole ? 'stop' : 'length').events];
      const rawCalls = events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));
      const weighed = weigh ? callProbabilities(pieces, reader.callLines, format) : [];
      const calls = rawCalls.map(madeCall);
      return { calls, rawCalls, callProbabilities: weighed, reply: text, failure: null, ...facts };
    },
    close: () => model.close(),
  };
}

/**
 * A question or an answer in words stands alone in its reply: whatever it goes on to say, there is no call. So much of it
 * shows in the errors.
 */
const talkCharacters = 60;

function isTalk(text: string): boolean {
  return text.length > talkCharacters && (text.startsWith('ask | ') || text.startsWith('say | '));
}
