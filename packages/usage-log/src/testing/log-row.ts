import type { LogRow } from '@kinglet/spec';

/** A plausible row; what a test is about goes into `changes`. */
export function logRow(changes: Partial<LogRow> & { id: string }): LogRow {
  return {
    kind: 'agent',
    timeMs: 1000,
    conversationId: 'c1',
    runId: 'r1',
    step: 0,
    engine: 'wllama',
    modelId: 'smollm2-135m-instruct-q4_1',
    adapter: null,
    place: 'device',
    backend: 'wasm',
    host: null,
    retention: 'text',
    prompt: 'What is 12% of 80?',
    reply: '',
    toolCalls: [{ id: 't1', name: 'calculate', argumentsText: '{"expression":"12% of 80"}' }],
    stats: {
      usage: { promptTokens: 412, reusedTokens: 380, completionTokens: 17 },
      timeToFirstTokenMs: 610,
      durationMs: 1480,
      tokensPerSecond: 19.5,
      costUsd: 0,
      finishReason: 'tool-call',
    },
    trigger: null,
    verdicts: [{ check: 'schema', passed: true, reason: 'The call fits the schema.' }],
    errorCode: null,
    droppedExchanges: 0,
    feedback: null,
    ...changes,
  };
}
