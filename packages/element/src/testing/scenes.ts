import type { ClientState } from '@kinglet/runtime/client';
import { defaultSettings } from '@kinglet/runtime/shared';
import { changedRequest, deleteRequest, standingRules } from './approvals.ts';
import {
  adapterStatus,
  gpuModel,
  logRow,
  modelStatus,
  remoteBadge,
  runView,
  textPart,
  toolPart,
} from './fixtures.ts';
import { ScriptedClient } from './scripted-client.ts';

const preparedCosts = { downloadBytes: 108_762_432, diskBytes: 253_573_632, memoryBytes: 406_848_768 };
const specialistBadge = {
  place: 'device',
  where: 'WebAssembly, 2 threads',
  modelId: 'smollm2-135m-instruct-q4_1',
  adapter: 'builtin-135m',
  confidence: 0.94,
  certainty: 0.97,
  promptTokens: 24,
  completionTokens: 9,
  reusedTokens: 0,
  timeToFirstTokenMs: 420,
  costUsd: 0,
} as const;
const specialists = [
  adapterStatus({
    card: {
      scores: { tasks: { accuracy: 0.86, low: 0.8, high: 0.91, n: 164 } },
      weaknesses: ['two requests in one message', 'dates in words other than English'],
      sources: ['generated: 12,000 rows, seed 7'],
      hours: 1.4,
    },
  }),
  adapterStatus({
    id: 'tools-135m',
    name: 'Any tools',
    summary: 'Calls tools that it has never seen.',
    format: 'schemas',
    state: 'missing',
    reason:
      'tools-135m.gguf could not be had from any source. kinglet.example: answered 404. Check the connection and try again, or set a mirror in the settings.',
  }),
  adapterStatus({
    id: 'meeting-rooms',
    name: 'Meeting rooms',
    summary: 'Books and frees rooms.',
    origin: 'imported',
    state: 'stale',
    reason:
      'The tools have changed since it was trained: list(what) is now list(what: notes|reminders). It is not used until it is trained again.',
  }),
];
const ready = [modelStatus({ phase: 'ready' }), gpuModel];
const remote = {
  baseUrl: 'https://api.example.com/v1',
  model: 'scripted-large',
  inputUsdPerMillion: 0.15,
  outputUsdPerMillion: 0.6,
};
const conversations = ['What is 17.5% of 240?', 'Remind me of the dentist', 'Notes for the trip'].map(
  (title, index) => ({ id: `c${index + 1}`, title, createdMs: 0, updatedMs: 3 - index, leafId: 'r1' }),
);
const head = conversations[0] ?? null;
const open = head && ({ head, siblings: { r1: ['r0', 'r1'] }, running: [] } as ClientState['conversation']);
const settings = { ...defaultSettings, noticeRead: true };

const markdown = `Here is **how** it goes, with \`inline code\` and [a link](https://example.com/a/long/path?with=query).

1. Take 240
2. Multiply by 0.175

| part | value |
| --- | --- |
| 10% | 24 |
| 7.5% | 18 |

\`\`\`js
const answer = 240 * 0.175;
console.log(answer); // 42
\`\`\`

> The result is exact.`;

const calculated = runView('r1', 'What is 17.5% of 240?', {
  parts: [toolPart(), textPart('17.5% of 240 is **42**.')],
});

/** States worth looking at, by name: for the scripted page and its screenshots. */
const scenes: Readonly<Record<string, Partial<ClientState>>> = {
  empty: { models: [modelStatus(), gpuModel], settings: { ...settings, noticeRead: false } },
  ready: { models: ready },
  downloading: {
    models: [modelStatus({ phase: 'downloading', receivedBytes: 41_000_000, bytesPerSecond: 6_300_000 })],
  },
  preparing: {
    models: [
      modelStatus({
        phase: 'preparing',
        preparedShare: 0.43,
        receivedBytes: 98_362_432,
        costs: preparedCosts,
      }),
      gpuModel,
    ],
  },
  specialists: {
    models: [modelStatus({ phase: 'ready', costs: preparedCosts, adapters: specialists }), gpuModel],
    conversations,
    conversation: open,
    runs: [
      runView('r1', 'What is 17.5% of 240?', {
        parts: [toolPart(), textPart('17.5% of 240 is **42**.')],
        badge: { ...remoteBadge, ...specialistBadge },
      }),
      runView('r2', 'Remind me tomorrow', {
        parts: [textPart('What should I remind you of?')],
        badge: { ...remoteBadge, ...specialistBadge, confidence: 0.71 },
      }),
    ],
  },
  failed: {
    models: [
      modelStatus({
        phase: 'failed',
        error: {
          code: 'hash-mismatch',
          message: 'The file that came is not the one expected (sha256 12ab…, expected b179…). Try again.',
          details: {},
        },
      }),
    ],
  },
  streaming: {
    settings: { ...settings, neverLeave: true },
    models: ready,
    conversations,
    conversation: open,
    runs: [
      calculated,
      runView('r2', 'Show me how you got there', {
        status: 'running',
        activity: 'decode',
        badge: null,
        parts: [textPart(markdown.slice(0, 330))],
      }),
    ],
  },
  answer: {
    models: ready,
    conversations,
    conversation: open,
    settings: { ...settings, remote },
    runs: [
      calculated,
      runView('r2', 'Show me how you got there', {
        parts: [
          {
            kind: 'escalation',
            trigger: 'tool-failed',
            detail: 'read_page failed twice.',
            answered: true,
            localModel: null,
          },
          toolPart({
            callId: 'c2',
            tool: 'read_page',
            risk: 'send',
            state: 'failed',
            understood: null,
            argumentsJson: '{"address":"https://example.com"}',
            content: 'The site does not allow other pages to read it (CORS). Paste its text instead.',
            durationMs: 320,
          }),
          textPart(markdown),
        ],
        badge: remoteBadge,
        departures: [
          {
            host: 'api.example.com',
            model: 'scripted-large',
            trigger: 'tool-failed',
            detail: 'A tool failed: the site does not allow other pages to read it.',
            hops: [{ name: 'builtin-135m', reason: '' }],
            certainty: { probability: 0.72, atLeast: 0.9 },
            allowed: 'conversation',
            allowedMs: 1_795_600_000_000,
            redacted: { EMAIL: 2, PHONE: 1 },
            costUsd: 0.0004,
            spend: {
              estimateUsd: 0.0012,
              spentUsd: { conversation: 0.01, day: 0.12, month: 1.4 },
              capUsd: { conversation: null, day: 0.5, month: 5 },
              callsToday: 7,
              callsPerDay: null,
            },
          },
        ],
      }),
    ],
  },
  approval: {
    models: ready,
    conversations,
    conversation: open,
    runs: [
      runView('r1', 'Delete my note about milk', {
        status: 'running',
        activity: 'approval',
        badge: null,
        parts: [
          toolPart({
            tool: 'delete_note',
            risk: 'write',
            state: 'asking',
            argumentsJson: '{"note":"milk"}',
            understood: null,
            content: null,
            durationMs: null,
          }),
        ],
      }),
    ],
    approvals: [deleteRequest],
  },
  changed: {
    models: ready,
    conversations,
    conversation: open,
    runs: [
      runView('r1', 'Put a rye loaf into my basket', {
        status: 'running',
        activity: 'approval',
        badge: null,
      }),
    ],
    approvals: [changedRequest],
  },
  rules: {
    models: ready,
    standingRules,
  },
  egress: {
    models: ready,
    conversations,
    conversation: open,
    settings: { ...settings, remote },
    runs: [
      runView('r1', 'Who wrote the first opera?', { status: 'running', activity: 'approval', badge: null }),
    ],
    approvals: [
      {
        kind: 'egress',
        id: 'a2',
        host: 'api.example.com',
        model: 'scripted-large',
        trigger: 'no-answer',
        preview:
          'system: You are a helpful assistant.\n\nuser: Who wrote the first opera? Write it to <EMAIL_1>.\n\ntools: calculate, convert_units, date_calc',
        plainPreview:
          'system: You are a helpful assistant.\n\nuser: Who wrote the first opera? Write it to ann@example.com.\n\ntools: calculate, convert_units, date_calc',
        promptTokens: 412,
        costUsd: 0.00012,
        reason: 'The model on this device did not find an answer.',
      },
    ],
  },
  lost: {
    phase: 'lost',
    error: { code: 'engine-lost', message: 'The worker was ended by the browser.', details: {} },
    models: ready,
    conversation: open,
    conversations,
    runs: [
      runView('r1', 'Tell me a story', {
        status: 'interrupted',
        badge: null,
        parts: [textPart('Once upon a time')],
        notice: 'This answer was interrupted before it was complete.',
      }),
    ],
    reminders: [{ id: 'm1', text: 'Call the dentist', dueMs: Date.UTC(2026, 10, 22, 8), missed: true }],
    notices: [
      {
        code: 'quota-exceeded',
        message:
          'The browser gives no more room: the oldest log rows were dropped. Delete a model to make room.',
        details: {},
      },
    ],
  },
};

/** A scripted client in one of the scenes, with a log. */
export function sceneClient(name: string): ScriptedClient {
  const client = new ScriptedClient(scenes[name] ?? {});
  client.logRows = Array.from({ length: 12 }, (_, index) =>
    logRow(
      `row-${index}`,
      index % 4 === 3
        ? {
            place: 'remote',
            backend: 'http',
            engine: 'remote',
            host: 'api.example.com',
            modelId: 'scripted-large',
            trigger: 'no-answer',
            stats: { ...logRow('x').stats, costUsd: 0.00042 },
          }
        : {
            feedback: index === 0 ? 'up' : null,
            adapter: index % 2 === 0 ? 'builtin-135m' : null,
            stats: { ...logRow('x').stats, ...(index % 2 === 0 ? { confidence: 0.94 } : {}) },
          },
    ),
  );
  return client;
}
