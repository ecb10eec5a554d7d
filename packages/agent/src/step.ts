import { estimateTokens, renderTranscript } from '@kinglet/policy';
import type {
  AgentEvent,
  EngineInfo,
  ErrorShape,
  GenerateRequest,
  Message,
  RawToolCall,
  ToolDefinition,
} from '@kinglet/spec';
import { callModel, type Reply } from './call-model.ts';
import { type Judgement, judge } from './judge.ts';
import { exchangesToDrop } from './prompt/exchanges.ts';
import { requestOf } from './prompt/step-request.ts';
import type { Chosen, RunState } from './run-state.ts';
import { groundOf } from './verify/grounding.ts';

/** A finished step: its number, what came and what follows from it. */
export interface StepResult {
  readonly step: number;
  readonly engine: EngineInfo;
  readonly reply: Reply;
  /** Null where the reply did not come to its end. */
  readonly judgement: Judgement | null;
  readonly error: ErrorShape | null;
}

/** One model call with its checks, its events and its row in the usage log. */
export async function* runStep(run: RunState, chosen: Chosen): AsyncGenerator<AgentEvent, StepResult> {
  const step = run.step++;
  const { info } = chosen.engine;
  const { clock } = run.deps;
  const rowId = clock.id();
  const timeMs = clock.nowMs();
  yield { type: 'step-start', step, rowId, engine: info, reason: chosen.reason };

  const { request, reply } = yield* callUntilItFits(run, chosen, step);
  const isWhole = reply.error === null && reply.stats.finishReason !== 'cancelled';
  const { verdicts, judgement } = isWhole
    ? judgeReply(run, request, reply)
    : { verdicts: [], judgement: null };
  for (const verdict of verdicts) yield { type: 'verdict', step, verdict };

  const error = reply.error?.toShape() ?? null;
  run.placeSteps += 1;
  run.placeTokens += reply.stats.usage.completionTokens || estimateTokens(reply.text);
  run.deps.log?.append({
    id: rowId,
    kind: request.tools.length > 0 ? 'agent' : 'chat',
    timeMs,
    conversationId: run.input.conversationId,
    runId: run.input.runId,
    step,
    engine: info.engine,
    modelId: info.modelId,
    adapter: request.adapter ?? null,
    place: info.place,
    backend: info.backend,
    host: info.host ?? null,
    retention: 'text',
    prompt: renderTranscript(request.messages),
    reply: reply.text,
    toolCalls: reply.calls,
    stats: reply.stats,
    trigger: chosen.trigger,
    verdicts,
    errorCode: error?.code ?? null,
    droppedExchanges: run.dropped[info.place],
    feedback: null,
  });
  yield { type: 'step-end', step, stats: reply.stats, ...(error === null ? {} : { error }) };
  return { step, engine: info, reply, judgement, error };
}

/** Calls the model; where the prompt or its reply does not fit, leaves the oldest exchanges out and calls again. */
async function* callUntilItFits(
  run: RunState,
  { engine }: Chosen,
  step: number,
): AsyncGenerator<AgentEvent, { request: GenerateRequest; reply: Reply }> {
  const { place } = engine.info;
  const { clock, remote } = run.deps;
  const prices = place === 'device' ? null : (remote?.prices ?? null);
  for (;;) {
    const request = requestOf(run, engine.info);
    const reply = yield* callModel({ engine, request, step, signal: run.signal, clock, prices });
    const tooLong = overflowOf(reply, engine.info.contextTokens);
    const rest = run.exchanges.slice(run.dropped[place]);
    if (tooLong === null || rest.length === 0) {
      return { request, reply: { ...reply, calls: reply.calls.map((call) => withOwnId(run, call)) } };
    }
    const { promptTokens, contextTokens } = tooLong;
    const replyTokens = Math.min(request.maxTokens, contextTokens / 4);
    const exchanges = exchangesToDrop(rest.map(sizeOf), sizeOf(request.messages), {
      promptTokens,
      fitTokens: contextTokens - replyTokens,
    });
    run.dropped[place] += exchanges;
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

/** Ids are the model's or the server's word: one that is taken or odd is replaced. */
function withOwnId(run: RunState, call: RawToolCall): RawToolCall {
  const id = /^[\w-]{1,64}$/u.test(call.id) && !run.callIds.has(call.id) ? call.id : run.deps.clock.id();
  run.callIds.add(id);
  return { ...call, id };
}

function judgeReply(run: RunState, request: GenerateRequest, reply: Reply): ReturnType<typeof judge> {
  // A refused call must not ground itself: neither what the model wrote in this run, nor what refused it.
  const texts = [...run.exchanges.flat(), ...run.turn.filter(({ role }) => role !== 'assistant')]
    .filter((message) => message.role !== 'tool' || !message.failed)
    .map(({ content }) => content);
  return judge(reply, {
    definitions: offeredBy(request),
    isSelection: request.allowed !== undefined,
    ground: groundOf(texts),
    ran: run.ran,
    isRepair: run.repairs > 0,
    isRemote: run.isRemote,
    lastResult: run.lastResult,
  });
}

/** The tools that the reply may call; not every engine heeds it. */
function offeredBy({ tools, allowed }: GenerateRequest): readonly ToolDefinition[] {
  return allowed === undefined ? tools : tools.filter(({ name }) => Object.hasOwn(allowed, name));
}
