import type { GenerateRequest } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { expect, test } from 'vitest';
import { readGbnf } from '../grammar/testing/gbnf.ts';
import { defaultLineFormat } from '../prompt/call-lines.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { defaultPromptFormat } from '../prompt/prompt-format.ts';
import { testTool } from '../specialist/testing/random-tools.ts';
import { CompletionEngine } from './completion-engine.ts';
import type { CompletionChunk, CompletionParams } from './completion-session.ts';

const { call } = defaultPromptFormat;
const book = testTool('book', {
  type: 'object',
  properties: { name: { type: 'string' }, guests: { type: 'integer' } },
  required: ['name', 'guests'],
});

/** What a model of several turns is asked for. */
async function asked(request: Partial<GenerateRequest>): Promise<CompletionParams> {
  const all: CompletionParams[] = [];
  const end = {
    type: 'end',
    text: '',
    finish: 'stop',
    promptTokens: 1,
    cachedTokens: 0,
    completionTokens: 0,
  } as const;
  const engine = new CompletionEngine({
    info: {
      engine: 'wllama',
      modelId: 'm',
      place: 'device',
      backend: 'wasm',
      threads: 1,
      contextTokens: 4096,
    },
    session: {
      loss: null,
      complete: (params) => {
        all.push(params);
        const chunks = new ReadableStream<CompletionChunk>({
          start: (controller) => {
            controller.enqueue(end);
            controller.close();
          },
        });
        return { chunks, settled: Promise.resolve() };
      },
      end: () => {},
    },
    template: { render: (turns) => JSON.stringify(turns) },
    format: defaultPromptFormat,
    lineFormat: defaultLineFormat,
    stripper: createContentStripper([]),
    tokenIds: { firstOf: () => null },
    clock: fakeClock(),
  });
  const messages = [{ role: 'user', content: 'Book for Eva, 4 of us' }] as const;
  const { signal } = new AbortController();
  for await (const _ of engine.generate({ messages, tools: [book], maxTokens: 9, ...request }, { signal }));
  const [params] = all;
  if (params === undefined) throw new Error('Nothing was asked for.');
  return params;
}

test('a model of several turns writes no more than is allowed, from the very same prompt', async () => {
  const free = await asked({});
  const bound = await asked({ allowed: { book: { name: ['Eva'], guests: ['4'] } } });
  expect({ ...bound, grammar: '' }).toEqual({ ...free, grammar: '' });
  const accepts = (params: CompletionParams, args: unknown) =>
    readGbnf(params.grammar ?? '').accepts(
      `${call.open}book${call.middle}${JSON.stringify(args)}${call.close}`,
    );
  expect(accepts(bound, { name: 'Eva', guests: 4 })).toBe(true);
  expect(accepts(bound, { name: 'Carla', guests: 4 })).toBe(false);
  expect(accepts(bound, { name: 'Eva', guests: 5 })).toBe(false);
  expect(accepts(free, { name: 'Carla', guests: 5 })).toBe(true);
});
