import { renderTranscript } from '@kinglet/policy';
import type { AgentEvent, GenerateRequest, Message, RawToolCall } from '@kinglet/spec';
import { callModel, type Reply } from './call-model.ts';
import { callRemote } from './egress/call-remote.ts';
import { type Exchange, exchangesToDrop } from './prompt/exchanges.ts';
import { requestOf } from './prompt/step-request.ts';
import { leaveOut, recordedReply } from './recorded-step.ts';
import type { Chosen, RunState } from './run-state.ts';

/** Calls the model; where the prompt or its reply does not fit, leaves the oldest exchanges out and calls again. */
export async function* callUntilItFits(
  run: RunState,
  chosen: Chosen,
  step: number,
): AsyncGenerator<AgentEvent, { request: GenerateRequest; reply: Reply }> {
  if (!run.past.isOver) return yield* recordedReply(run, chosen);
  const { engine, specialist } = chosen;
  const { place } = engine.info;
  const { clock, remote } = run.deps;
  for (;;) {
    const request = requestOf(run, engine.info, specialist);
    const reply =
      place === 'remote' && remote !== null
        ? yield* callRemote(run, remote, { request, step })
        : yield* callModel({ engine, request, step, signal: run.signal, clock, prices: null });
    const tooLong = overflowOf(reply, engine.info.contextTokens);
    const rest = specialist === null ? run.exchanges.slice(run.dropped[place]) : shownTo(run);
    if (tooLong === null || rest.length === 0) {
      return { request, reply: { ...reply, calls: reply.calls.map((call) => withOwnId(run, call)) } };
    }
    const { promptTokens, contextTokens } = tooLong;
    const replyTokens = Math.min(request.maxTokens, contextTokens / 4);
    const exchanges = exchangesToDrop(rest.map(sizeOf), sizeOf(request.messages), {
      promptTokens,
      fitTokens: contextTokens - replyTokens,
    });
    leaveOut(run, chosen, exchanges);
    if (reply.text !== '') yield { type: 'text-retract', step };
    yield { type: 'context-drop', exchanges, contextTokens };
  }
}

/** Set where the prompt was refused as too long, or the context ended within the reply. */
function overflowOf(
  { error, stats }: Reply,
  engineTokens: number,
): { promptTokens: number; contextTokens: number } | null {
  if (error?.code === 'context-overflow') {
    const { promptTokens = 0, contextTokens = engineTokens } = error.details;
    return { promptTokens: Number(promptTokens), contextTokens: Number(contextTokens) };
  }
  const { promptTokens, completionTokens } = stats.usage;
  const isCut = stats.finishReason === 'length' && promptTokens + completionTokens >= engineTokens - 1;
  return isCut ? { promptTokens, contextTokens: engineTokens } : null;
}

function sizeOf(messages: readonly Message[]): number {
  return renderTranscript(messages).length;
}

/** The exchanges before the message that a specialist sees. */
function shownTo({ exchanges, specialists }: RunState): readonly Exchange[] {
  return exchanges.slice(exchanges.length - specialists.historyExchanges);
}

/** Ids are the model's or the server's word: one that is taken or odd is replaced. */
function withOwnId(run: RunState, call: RawToolCall): RawToolCall {
  const id = /^[\w-]{1,64}$/u.test(call.id) && !run.callIds.has(call.id) ? call.id : run.deps.clock.id();
  run.callIds.add(id);
  return { ...call, id };
}
