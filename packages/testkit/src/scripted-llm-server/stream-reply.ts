import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamStep } from './server-reply.ts';

/** Writes the steps as server-sent events in OpenAI's chunk format, then ends the answer. */
export async function streamReply(
  response: ServerResponse,
  steps: readonly StreamStep[],
  { model, includeUsage }: { model: string; includeUsage: boolean },
): Promise<void> {
  const chunk = (fields: object) =>
    response.write(
      `data: ${JSON.stringify({ id: 'scripted', object: 'chat.completion.chunk', created: 0, model, ...fields })}\n\n`,
    );
  const choice = (delta: object, finishReason: string | null = null) =>
    chunk({ choices: [{ index: 0, delta, finish_reason: finishReason }] });

  response.flushHeaders();
  for (const step of steps) {
    if (response.destroyed) return;
    switch (step.type) {
      case 'text':
        choice({ role: 'assistant', content: step.text });
        break;
      case 'call':
        for (const delta of callDeltas(step)) choice(delta);
        break;
      case 'finish':
        choice({}, step.reason);
        break;
      case 'usage':
        if (includeUsage) chunk({ choices: [], usage: usageFields(step) });
        break;
      case 'raw':
        response.write(step.text);
        break;
      case 'done':
        response.write('data: [DONE]\n\n');
        break;
      case 'wait':
        await sleep(step.durationMs);
        break;
      case 'hang':
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
    }
  }
  response.end();
}

function callDeltas(step: Extract<StreamStep, { type: 'call' }>): object[] {
  const { index, id, name, pieces } = step;
  const opening = { index, id, type: 'function', function: { name, arguments: '' } };
  return [opening, ...pieces.map((piece) => ({ index, function: { arguments: piece } }))].map((call) => ({
    tool_calls: [call],
  }));
}

function usageFields(step: Extract<StreamStep, { type: 'usage' }>): object {
  return {
    prompt_tokens: step.promptTokens,
    completion_tokens: step.completionTokens,
    total_tokens: step.promptTokens + step.completionTokens,
    ...(step.cachedTokens === undefined
      ? {}
      : { prompt_tokens_details: { cached_tokens: step.cachedTokens } }),
  };
}
