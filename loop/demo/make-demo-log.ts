import 'fake-indexeddb/auto';
import { type AgentDeps, runAgent } from '@kinglet/agent';
import { remoteEngine } from '@kinglet/engines';
import { policyRules } from '@kinglet/policy';
import type { Clock } from '@kinglet/spec';
import { replyCall, replyText, scriptedLlmServer } from '@kinglet/testkit/scripted-llm-server';
import { builtInTools, openNotes, openReminders } from '@kinglet/tools';
import { openUsageLog, type UsageLog } from '@kinglet/usage-log';
import type { ShopRequest } from './shop-requests.ts';

/** Says of itself that it is no model. */
export const teacherModel = 'scripted-gold-teacher';

/**
 * The export of a usage log that the real agent wrote: no model on the device, so that each request goes to the larger one,
 * which is a scripted server with the right answers; the built-in tools run, the log redacts. Every twentieth answer got a
 * thumb down.
 */
export async function makeDemoLog(requests: readonly ShopRequest[], clock: Clock): Promise<string> {
  const gold = new Map(requests.map((request) => [request.message, request]));
  const server = await scriptedLlmServer(({ body }) => replyTo(body, gold), { model: teacherModel });
  const log = await openUsageLog({
    clock,
    settings: { enabled: true, retention: 'text', retentionDays: 365 },
    onDropped: (error) => {
      throw error;
    },
  });
  try {
    const deps = agentDeps(server.baseUrl, log, clock);
    for (const { message } of requests) await send(message, deps);
    await thumbsDown(log);
    let text = '';
    for await (const piece of log.exportJsonLines()) text += piece;
    return text;
  } finally {
    await log.close();
    await server.close();
  }
}

function agentDeps(baseUrl: string, log: UsageLog, clock: Clock): AgentDeps {
  const model = { model: teacherModel, key: () => null, contextTokens: 32_768, clock };
  return {
    local: null,
    remote: {
      engine: remoteEngine({ baseUrl, ...model }),
      prices: { inputUsdPerMillion: null, outputUsdPerMillion: null },
    },
    tools: builtInTools({ notes: openNotes(), reminders: openReminders(), fetch: globalThis.fetch }),
    policy: policyRules,
    log,
    clock,
    // As typed: the scripted server knows the requests by their very words.
    approve: async (request) =>
      request.kind === 'egress' && request.plainPreview !== undefined ? 'once-plain' : 'once',
    online: () => true,
  };
}

/** Each in a conversation of its own. */
async function send(userText: string, deps: AgentDeps): Promise<void> {
  const input = {
    ...{ runId: deps.clock.id(), conversationId: deps.clock.id(), userText, history: [], attachments: [] },
    ...{ askLarger: false, timeZone: 'Europe/Zurich', locale: 'en-GB', tainted: false },
    ...{ grants: [], egressGranted: [] },
  };
  const { signal } = new AbortController();
  for await (const _ of runAgent(input, deps, { signal })) {
    // The log is what counts.
  }
}

async function thumbsDown(log: UsageLog): Promise<void> {
  const rows = await log.query({ limit: 5000, kind: 'agent' });
  const called = rows.filter(({ toolCalls }) => toolCalls.length > 0).reverse();
  for (const [index, row] of called.entries()) {
    if (index % 20 === 19) await log.setFeedback(row.id, 'down');
  }
}

interface SeenMessage {
  readonly role?: string;
  readonly content?: unknown;
}

/** The gold call of the message, then its result as the answer; talk where there is no gold. */
function replyTo(body: Record<string, unknown> | null, gold: ReadonlyMap<string, ShopRequest>) {
  const messages = Array.isArray(body?.['messages']) ? (body['messages'] as readonly SeenMessage[]) : [];
  const last = messages.at(-1);
  if (last?.role === 'tool') return replyText(String(last.content));
  const asked = messages.findLast(({ role }) => role === 'user')?.content;
  const request = gold.get(typeof asked === 'string' ? asked : '');
  return request === undefined ? replyText('Hello.') : replyCall(request.tool, request.arguments);
}
