import type { AnswerBadge, RunPart, RunView } from '@kinglet/runtime/client';
import type { AdapterStatus, ModelStatus } from '@kinglet/runtime/shared';
import type { LogRow } from '@kinglet/spec';

const deviceBadge: AnswerBadge = {
  place: 'device',
  where: 'WebAssembly, 8 threads',
  modelId: 'smollm2-135m-instruct-q4_1',
  promptTokens: 912,
  completionTokens: 34,
  reusedTokens: 880,
  estimated: false,
  tokensPerSecond: 21.4,
  timeToFirstTokenMs: 640,
  costUsd: 0,
  adapter: null,
  confidence: null,
  certainty: null,
};

export const remoteBadge: AnswerBadge = {
  ...deviceBadge,
  place: 'remote',
  where: 'api.example.com',
  modelId: 'scripted-large',
  reusedTokens: null,
  costUsd: 0.00042,
};

/** The default model in a phase. */
export function modelStatus(change: Partial<ModelStatus> = {}): ModelStatus {
  return {
    model: {
      id: 'smollm2-135m-instruct-q4_1',
      name: 'SmolLM2 135M Instruct',
      engine: 'wllama',
      licence: 'Apache-2.0',
      sizeBytes: 98_362_432,
      memoryBytes: 350_000_000,
      contextTokens: 4096,
      files: [],
      requires: [],
      summary: 'Small and quick on any device; uses tools, knows little.',
    },
    fit: 'good',
    fitReason: 'runs on the CPU with 8 threads',
    speed: null,
    backend: 'wasm',
    phase: 'absent',
    costs: { downloadBytes: 98_362_432, diskBytes: 98_362_432, memoryBytes: 350_000_000 },
    receivedBytes: 0,
    bytesPerSecond: null,
    preparedShare: null,
    unpreparedReason: null,
    adapters: [],
    engine: null,
    error: null,
    memoryOnly: false,
    warm: false,
    ...change,
  };
}

/** A model that this device cannot run. */
export const gpuModel = modelStatus({
  model: {
    ...modelStatus().model,
    id: 'qwen3-0.6b',
    name: 'Qwen3 0.6B',
    engine: 'web-llm',
    licence: 'Apache-2.0',
    sizeBytes: 351_000_000,
    memoryBytes: 1_400_000_000,
    summary: 'Thinks better; needs a graphics card.',
  },
  costs: { downloadBytes: 351_000_000, diskBytes: 351_000_000, memoryBytes: 1_400_000_000 },
  fit: 'no',
  fitReason: 'needs WebGPU with shader-f16',
});

/** Chrome's own model, which the browser brings in. */
export const browserModel = modelStatus({
  model: {
    ...modelStatus().model,
    id: 'chrome-built-in',
    name: "Chrome's own model",
    engine: 'built-in',
    licence: null,
    sizeBytes: null,
    memoryBytes: null,
    summary: 'Comes with the browser.',
  },
  costs: { downloadBytes: null, diskBytes: null, memoryBytes: null },
  fitReason: 'is downloaded by the browser, once for all pages',
});

/** A model of the user's own file. */
export const ownModel = modelStatus({
  model: {
    ...modelStatus().model,
    id: 'own-0123456789abcdef',
    name: 'Tiny Talk',
    licence: 'mit',
    sizeBytes: 380_000_000,
    memoryBytes: 700_000_000,
    summary: 'tiny-talk-q8.gguf',
    own: { architecture: 'llama', parameters: 360_000_000, quantization: 'Q8_0', trainedTokens: 8192 },
  },
  phase: 'stored',
  costs: { downloadBytes: 380_000_000, diskBytes: 380_000_000, memoryBytes: 700_000_000 },
});

/** A specialist of the default model. */
export function adapterStatus(change: Partial<AdapterStatus> = {}): AdapterStatus {
  return {
    id: 'builtin-135m',
    name: 'Built-in tools',
    summary: 'Knows the built-in tools by heart; answers in a moment.',
    licence: 'Apache-2.0',
    format: 'bare',
    rank: 16,
    sizeBytes: 5_200_000,
    origin: 'catalogue',
    state: 'in-use',
    reason: null,
    card: null,
    ...change,
  };
}

/** A finished run of the user's text and the given parts. */
export function runView(id: string, userText: string, change: Partial<RunView> = {}): RunView {
  return {
    record: { id, conversationId: 'c1', parentId: null, createdMs: 0, userText, attachments: [], events: [] },
    live: false,
    status: 'complete',
    activity: null,
    parts: [],
    badge: deviceBadge,
    departures: [],
    notice: null,
    rowIds: [`${id}-row`],
    ...change,
  };
}

export function textPart(text: string): RunPart {
  return { kind: 'text', step: 0, text };
}

export function toolPart(
  change: Partial<Extract<RunPart, { kind: 'tool' }>> = {},
): Extract<RunPart, { kind: 'tool' }> {
  return {
    kind: 'tool',
    callId: 'call-1',
    tool: 'calculate',
    argumentsJson: '{"expression":"17.5% of 240"}',
    origin: 'built-in',
    risk: 'read',
    state: 'done',
    content: '42',
    understood: '17.5% of 240 = 0.175 × 240',
    durationMs: 3,
    ...change,
  };
}

export function logRow(id: string, change: Partial<LogRow> = {}): LogRow {
  return {
    id,
    kind: 'agent',
    timeMs: Date.UTC(2026, 10, 22, 9, 30),
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
    prompt: 'What is 17.5% of 240? Write to <EMAIL_1>.',
    reply: '17.5% of 240 is **42**.',
    toolCalls: [{ id: 'call-1', name: 'calculate', argumentsText: '{"expression":"17.5% of 240"}' }],
    stats: {
      usage: { promptTokens: 912, reusedTokens: 880, completionTokens: 34 },
      timeToFirstTokenMs: 640,
      durationMs: 2210,
      tokensPerSecond: 21.4,
      costUsd: 0,
      finishReason: 'stop',
    },
    trigger: null,
    verdicts: [{ check: 'schema', passed: true, reason: 'the arguments fit the schema' }],
    errorCode: null,
    droppedExchanges: 0,
    feedback: null,
    ...change,
  };
}
