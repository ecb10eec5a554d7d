import type { Clock, Engine, GenerateRequest } from '@kinglet/spec';
import type { BackendSpeed } from '../../shared/index.ts';
import { readReply } from './read-reply.ts';

/** Some 250 tokens: what an agent's step has to read before the user's words. */
const system = `Answer in a few words. ${'A lamp burns, a river runs, a wind blows, and each of them is told of here once more. '.repeat(11)}`;

/**
 * Asks an engine that has just been loaded two questions with the same long beginning, and tells how fast it read and wrote. Rejects as
 * `Engine.generate` does.
 */
export async function measureSpeed(
  engine: Engine,
  { loadMs, clock, signal }: { loadMs: number; clock: Clock; signal: AbortSignal },
): Promise<BackendSpeed> {
  const cold = await readReply(engine, question('Count from one to twenty in words.'), { clock, signal });
  const reused = await readReply(engine, question('Count from ten to thirty in words.'), { clock, signal });
  const { promptTokens, completionTokens, reusedTokens, estimated } = cold.usage;
  const readTokens = promptTokens - (reusedTokens ?? 0);
  const rate = (tokens: number, durationMs: number) =>
    estimated || durationMs <= 0 || tokens <= 0 ? null : (tokens * 1000) / durationMs;
  return {
    ...{ backend: engine.info.backend, threads: engine.info.threads, loadMs, promptTokens, completionTokens },
    prefillPerSecond: rate(readTokens, cold.prefillMs),
    decodePerSecond: rate(completionTokens, cold.decodeMs),
    firstTextMs: { cold: cold.firstTextMs, reused: reused.firstTextMs },
    reusedTokens: reused.usage.reusedTokens,
  };
}

function question(content: string): GenerateRequest {
  return {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content },
    ],
    tools: [],
    maxTokens: 32,
  };
}
