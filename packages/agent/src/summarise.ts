import { renderTranscript } from '@kinglet/policy';
import type { AgentEvent, GenerateRequest } from '@kinglet/spec';
import { callModel, type Reply } from './call-model.ts';
import { contextTokens } from './prompt/context-tokens.ts';
import { isSingleTurn } from './prompt/step-request.ts';
import { summaryText } from './prompt/system-text.ts';
import type { Chosen, RunState } from './run-state.ts';

const instruction =
  'Summarise this part of a conversation in at most 120 words, for yourself to go on from. Keep names, numbers, dates, wishes and decisions. Write the summary only.';
/** Of the context, for what is summarised. */
const inputShare = 0.5;
const charactersPerToken = 3;
const maxSummaryTokens = 256;

/**
 * Puts the oldest exchanges into fewer words by one more model call, which has its own row of the log, before they are left out. Without
 * a good summary nothing is told, and they are left out as they are. Only where the engine is on the device and goes on from results.
 */
export async function* summarise(
  run: RunState,
  { engine, specialist }: Chosen,
  { step, exchanges }: { step: number; exchanges: number },
): AsyncGenerator<AgentEvent, void> {
  const { info } = engine;
  if (!run.deps.compacts || specialist !== null || info.place !== 'device' || isSingleTurn(info)) return;
  const covered = run.dropped.device + exchanges;
  const request = requestFor(run, covered, info.contextTokens);
  const { clock, log } = run.deps;
  const rowId = clock.id();
  const timeMs = clock.nowMs();
  const reply = await quietly(callModel({ engine, request, step, signal: run.signal, clock, prices: null }));
  log?.append({
    ...{ id: rowId, kind: 'chat', purpose: 'summary', timeMs, step },
    ...{ conversationId: run.input.conversationId, runId: run.input.runId },
    ...{
      engine: info.engine,
      modelId: info.modelId,
      adapter: null,
      place: info.place,
      backend: info.backend,
    },
    host: null,
    retention: 'text',
    prompt: renderTranscript(request.messages),
    reply: reply.text,
    toolCalls: reply.calls,
    stats: { ...reply.stats, context: contextTokens(request, reply.stats.usage, engine) },
    trigger: null,
    verdicts: [],
    errorCode: reply.error?.code ?? null,
    droppedExchanges: 0,
    feedback: null,
  });
  run.signal.throwIfAborted();
  const text = reply.text.replace(/\s+/gu, ' ').trim();
  if (!isGood(reply, text)) return;
  const summary = { text, exchanges: covered };
  run.summary = summary;
  yield { type: 'context-summary', summary, rowId };
}

function requestFor(
  { exchanges, summary }: RunState,
  covered: number,
  contextTokens: number,
): GenerateRequest {
  const before = summary === null ? '' : `${summaryText(summary)}\n\n`;
  const open = exchanges.slice(summary?.exchanges ?? 0, covered).flat();
  const room = Math.floor(contextTokens * inputShare * charactersPerToken) - before.length;
  // Of what is too long the end is kept: it is what the conversation goes on from.
  const text = `${before}${renderTranscript(open).slice(-Math.max(1, room))}`;
  return {
    messages: [
      { role: 'system', content: instruction },
      { role: 'user', content: text.toWellFormed() },
    ],
    tools: [],
    maxTokens: Math.min(maxSummaryTokens, Math.floor(contextTokens / 8)),
  };
}

function isGood({ error, calls, stats, loopStart }: Reply, text: string): boolean {
  return (
    error === null && calls.length === 0 && stats.finishReason === 'stop' && loopStart < 0 && text !== ''
  );
}

/** Its text is nobody's answer. */
async function quietly(call: AsyncGenerator<AgentEvent, Reply>): Promise<Reply> {
  for (;;) {
    const next = await call.next();
    if (next.done) return next.value;
  }
}
