import type { GenerateRequest } from '@kinglet/spec';
import { tinyTokenizer } from '@kinglet/testkit/tiny-llama';
import type { CompletionChunk, CompletionParams } from '../../completion/completion-session.ts';
import { createTextTokenizer } from '../text-tokenizer.ts';
import { TransformersSession } from '../transformers-session.ts';
import { scriptedModel } from './scripted-model.ts';

const tiny = tinyTokenizer();
export const tokenizer = await createTextTokenizer(tiny.json, tiny.config);

/** Of the prompt of every test. */
export const prompt = '<|im_start|>user\nWhat is it?<|im_end|>\n<|im_start|>assistant\n';

/**
 * A session on a model without weights that writes `text` after the prompt, in tokens of its own choice, and then ends. It has no
 * grammar of its own: one that holds it to something else makes it go on from there.
 */
export function tinySession(
  text: string,
  { contextTokens = 200, chunkTokens = 64 }: { contextTokens?: number; chunkTokens?: number } = {},
) {
  const promptLength = tokenizer.encode(prompt).length;
  const wanted = tokenizer.encode(text);
  const model = scriptedModel({
    logits: tokenizer.tokens.length,
    next: (ids) => {
      const written = ids.slice(promptLength);
      const isPart = written.every((id, index) => id === wanted[index]);
      const left = isPart
        ? wanted.slice(written.length)
        : tokenizer.encode(text.slice(tokenizer.decode(written).length));
      return left[0] ?? tiny.endId;
    },
  });
  const session = new TransformersSession({
    ...{ model, tokenizer, contextTokens, chunkTokens },
    ...{ logits: tokenizer.tokens.length, endIds: new Set([tiny.endId]), random: () => 0 },
  });
  return { session, model };
}

/** All chunks of one completion, and the text in them. */
export async function complete(
  session: TransformersSession,
  params: Partial<CompletionParams> = {},
  signal = new AbortController().signal,
) {
  const all = { prompt, n_predict: 100, temperature: 0, stop: [], ...params };
  const chunks: CompletionChunk[] = [];
  const reader = session.complete(all, { signal }).chunks.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  const end = chunks.at(-1);
  if (end?.type !== 'end') throw new Error('The completion has no end.');
  const text = chunks.map((chunk) => (chunk.type === 'progress' ? '' : chunk.text)).join('');
  return { chunks, text, end };
}

/** Tools of the app's kind: with a choice, with a number, with free text. */
export const tools: GenerateRequest['tools'] = [
  tool('convert', {
    properties: { value: { type: 'number' }, from: { enum: ['km', 'mi'] }, to: { enum: ['km', 'mi'] } },
    required: ['value', 'from', 'to'],
  }),
  tool('remind', {
    properties: { text: { type: 'string', maxLength: 80 }, at: { type: 'string', maxLength: 40 } },
    required: ['text', 'at'],
  }),
  tool('weather', {
    properties: { city: { type: 'string', maxLength: 40 }, unit: { type: 'string', enum: ['C', 'F'] } },
    required: ['city', 'unit'],
  }),
];

function tool(name: string, schema: object): GenerateRequest['tools'][number] {
  return {
    ...{ name, description: name, parameters: { type: 'object', additionalProperties: false, ...schema } },
    ...{ risk: 'read', destructive: false, timeoutMs: 1000, origin: 'built-in' },
  };
}
