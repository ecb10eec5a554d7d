import { jsonSchema, stepCountIs, ToolLoopAgent, tool } from 'ai';
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test';
import { callAt, message, parameters, result, stepsOfRun, toolName, toolText } from './scripted-steps.ts';

type Parts =
  Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part[]
    : never;

/** The AI SDK's loop over the same steps, streaming as ours does; gives how many tools ran. */
export async function aiSdkRun(): Promise<number> {
  let ran = 0;
  const count = tool({
    description: toolText,
    inputSchema: jsonSchema<{ number: number }>({ ...parameters, required: [...parameters.required] }),
    async execute() {
      ran += 1;
      return result;
    },
  });
  const agent = new ToolLoopAgent({
    model: scriptedSteps(),
    tools: { [toolName]: count },
    stopWhen: stepCountIs(stepsOfRun + 1),
  });
  const { fullStream } = await agent.stream({ prompt: message });
  for await (const part of fullStream) {
    if (part.type === 'error') throw new Error(`the AI SDK's run broke: ${String(part.error)}`);
  }
  return ran;
}

function scriptedSteps(): MockLanguageModelV3 {
  let index = 0;
  return new MockLanguageModelV3({
    async doStream() {
      const call = callAt(index++);
      const chunks: Parts = [
        { type: 'stream-start', warnings: [] },
        ...(call === null
          ? ([
              { type: 'text-start', id: '1' },
              { type: 'text-delta', id: '1', delta: result },
              { type: 'text-end', id: '1' },
            ] as const)
          : ([{ type: 'tool-call', toolCallId: call.id, toolName, input: call.text }] as const)),
        {
          type: 'finish',
          finishReason: { unified: call === null ? 'stop' : 'tool-calls', raw: undefined },
          usage: {
            inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
            outputTokens: { total: 5, text: 5, reasoning: 0 },
          },
        },
      ];
      return { stream: simulateReadableStream({ chunks, initialDelayInMs: null, chunkDelayInMs: null }) };
    },
  });
}
