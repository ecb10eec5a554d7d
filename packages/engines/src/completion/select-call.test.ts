import type { ToolDefinition } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { expect, test } from 'vitest';
import { defaultLineFormat } from '../prompt/call-lines.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import type { CompletionChunk, CompletionParams } from './completion-session.ts';
import { selectCall } from './select-call.ts';

function tool(name: string): ToolDefinition {
  return {
    name,
    description: 'Does it',
    parameters: { type: 'object' },
    risk: 'read',
    destructive: false,
    timeoutMs: 1000,
    origin: 'https://tools.example',
  };
}

test('a tool named like a member of every object has the bias of an unknown one', async () => {
  const names = ['constructor', 'toString', '__proto__'];
  const asked: CompletionParams[] = [];
  const events = selectCall(
    { messages: [{ role: 'user', content: 'Hello' }], tools: names.map(tool), maxTokens: 20 },
    {
      async *complete(params): AsyncGenerator<CompletionChunk> {
        asked.push(params);
        yield {
          type: 'end',
          text: ' __proto__',
          finish: 'stop',
          promptTokens: 10,
          cachedTokens: 0,
          completionTokens: 2,
        };
      },
      format: defaultLineFormat,
      stripper: createContentStripper(['<|im_end|>']),
      tokenIds: { firstOf: (text) => names.indexOf(text.trim()) + 1 },
      clock: fakeClock(),
    },
  );
  const calls = [];
  for await (const event of events) if (event.type === 'tool-call') calls.push(event.call);
  expect(calls).toMatchObject([{ name: '__proto__', argumentsText: '{}' }]);
  const biases = new Map(asked[0]?.logit_bias);
  for (const name of names)
    expect(biases.get(names.indexOf(name) + 1)).toBe(50 + defaultLineFormat.otherBias);
});
