import { isJsonObject, KingletError } from '@kinglet/spec';
import type { CompletionChunk } from '../completion/completion-session.ts';

/** Names an OpenAI-style text completion chunk as llama.cpp's server writes it. */
export function readCompletionChunk(value: unknown): CompletionChunk {
  if (!isJsonObject(value)) throw unreadable();
  const progress = value['prompt_progress'];
  if (isJsonObject(progress)) {
    return { type: 'progress', processed: count(progress['processed']), total: count(progress['total']) };
  }
  const choice = Array.isArray(value['choices']) ? value['choices'][0] : undefined;
  if (!isJsonObject(choice) || typeof choice['text'] !== 'string') throw unreadable();
  const finish = choice['finish_reason'];
  if (finish === null)
    return { type: 'text', text: choice['text'], logProbability: logProbability(choice['logprobs']) };
  const usage = value['usage'];
  if (!isJsonObject(usage)) throw unreadable();
  const details = usage['prompt_tokens_details'];
  return {
    type: 'end',
    text: choice['text'],
    finish: finish === 'length' ? 'length' : 'stop',
    promptTokens: count(usage['prompt_tokens']),
    cachedTokens: isJsonObject(details) ? count(details['cached_tokens']) : null,
    completionTokens: count(usage['completion_tokens']),
  };
}

function logProbability(value: unknown): number | null {
  if (!isJsonObject(value) || !Array.isArray(value['content'])) return null;
  return value['content'].reduce<number>(
    (sum, token: unknown) => sum + (isJsonObject(token) ? count(token['logprob']) : 0),
    0,
  );
}

function count(value: unknown): number {
  if (typeof value !== 'number') throw unreadable();
  return value;
}

function unreadable(): KingletError {
  return new KingletError(
    'engine-failed',
    'The engine wrote a reply that cannot be read. Reload the model and try again.',
  );
}
