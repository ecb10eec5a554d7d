import type { AgentEvent, EngineInfo } from '@kinglet/spec';
import type { AnswerBadge } from './client-state.ts';

/** What stands under the step's answer; null for a step that failed or whose start is not in the journal. */
export function answerBadge(
  events: readonly AgentEvent[],
  end: Extract<AgentEvent, { type: 'step-end' }>,
): AnswerBadge | null {
  const start = events.findLast((event) => event.type === 'step-start' && event.step === end.step);
  if (start?.type !== 'step-start' || end.error) return null;
  const { usage, tokensPerSecond, timeToFirstTokenMs, costUsd } = end.stats;
  return {
    place: start.engine.place,
    where: whereItRan(start.engine),
    modelId: start.engine.modelId,
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    reusedTokens: usage.reusedTokens,
    estimated: usage.estimated === true,
    tokensPerSecond,
    timeToFirstTokenMs,
    costUsd,
    adapter: start.adapter ?? null,
    confidence: end.stats.confidence ?? null,
    certainty: end.stats.certainty?.probability ?? null,
  };
}

/** `WebAssembly, 8 threads`, `WebGPU`, `this browser`, or the host. */
function whereItRan(engine: EngineInfo): string {
  if (engine.place === 'remote') return engine.host ?? 'remote';
  if (engine.backend === 'webgpu') return 'WebGPU';
  if (engine.backend === 'browser') return 'this browser';
  if (engine.threads === 0) return 'WebAssembly';
  return `WebAssembly, ${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'}`;
}
