import { estimateTokens, renderTranscript } from '@kinglet/policy';
import type {
  AgentEvent,
  EngineInfo,
  ErrorShape,
  GenerateRequest,
  StepReply,
  ToolDefinition,
} from '@kinglet/spec';
import type { Reply } from './call-model.ts';
import { callUntilItFits } from './call-until-it-fits.ts';
import { nextSpecialist } from './choose-specialist.ts';
import { dryRunCalls } from './dry-run.ts';
import { groundOfRun } from './ground-of-run.ts';
import { judge } from './judge.ts';
import type { JudgeFacts, Judgement } from './judgement.ts';
import { specialistExchanges } from './prompt/specialist-request.ts';
import { isSingleTurn } from './prompt/step-request.ts';
import type { Chosen, RunState, Specialist } from './run-state.ts';
import { withCertainty } from './step-certainty.ts';

/** A finished step: its number, what came and what follows from it. */
export interface StepResult {
  readonly step: number;
  readonly engine: EngineInfo;
  /** Null where the base model went without. */
  readonly specialist: Specialist | null;
  readonly reply: Reply;
  /** Null where the reply did not come to its end. */
  readonly judgement: Judgement | null;
  readonly error: ErrorShape | null;
}

/** One model call with its checks, its events and its row in the usage log. */
export async function* runStep(run: RunState, chosen: Chosen): AsyncGenerator<AgentEvent, StepResult> {
  const step = run.step++;
  const { specialist } = chosen;
  const { info } = chosen.engine;
  const { clock } = run.deps;
  const isPast = !run.past.isOver;
  const rowId = clock.id();
  const timeMs = clock.nowMs();
  const adapter = specialist === null ? {} : { adapter: specialist.adapter.id };
  yield { type: 'step-start', step, rowId, engine: info, ...adapter, reason: chosen.reason };

  const { request, reply: came } = yield* callUntilItFits(run, chosen, step);
  const reply = isPast ? came : { ...came, stats: withCertainty(run, chosen, came.stats) };
  const isWhole = reply.error === null && reply.stats.finishReason !== 'cancelled';
  const judged = isWhole
    ? judgeReply(run, { request, specialist, info }, reply)
    : { verdicts: [], judgement: null };
  for (const verdict of judged.verdicts) yield { type: 'verdict', step, verdict };
  const tried = yield* dryRunCalls(run, step, judged.judgement);
  const { judgement } = tried;
  const verdicts = [...judged.verdicts, ...tried.verdicts];

  const error = reply.error?.toShape() ?? null;
  if (error?.code !== 'engine-lost') {
    run.placeSteps += 1;
    if (specialist !== null) run.specialists.steps += 1;
  }
  run.placeTokens += reply.stats.usage.completionTokens || estimateTokens(reply.text);
  const log = isPast ? null : run.deps.log;
  log?.append({
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
    ...(info.place === 'remote' && run.departure !== null ? { departure: run.departure } : {}),
    verdicts,
    errorCode: error?.code ?? null,
    droppedExchanges: specialist === null ? run.dropped[info.place] : notShown(run),
    feedback: null,
  });
  yield {
    type: 'step-end',
    step,
    stats: reply.stats,
    ...(error === null ? {} : { error }),
    ...replyOf(reply),
  };
  return { step, engine: info, specialist, reply, judgement, error };
}

function replyOf({ calls, continues, loopStart }: Reply): { reply?: StepReply } {
  return calls.length === 0 && !continues && loopStart < 0 ? {} : { reply: { calls, continues, loopStart } };
}

/** Exchanges that a specialist would have seen, had they fitted. */
function notShown({ exchanges, specialists }: RunState): number {
  return Math.min(specialistExchanges, exchanges.length) - specialists.historyExchanges;
}

function judgeReply(
  run: RunState,
  {
    request,
    specialist,
    info,
  }: { request: GenerateRequest; specialist: Specialist | null; info: EngineInfo },
  reply: Reply,
): ReturnType<typeof judge> {
  return judge(reply, {
    definitions: offeredBy(request),
    isSelection: request.allowed !== undefined && isSingleTurn(info),
    ground: groundOfRun(run),
    ran: run.ran,
    isRepair: run.repairs > 0,
    isRemote: run.isRemote,
    lastResult: run.lastResult,
    specialist: specialist === null ? null : specialistFacts(run, specialist, info),
  });
}

function specialistFacts(
  run: RunState,
  { adapter, tools }: Specialist,
  info: EngineInfo,
): JudgeFacts['specialist'] {
  const { specialists, definitions } = run;
  return {
    hasResults: specialists.results.length > 0,
    wasHandedOn: specialists.handedOn.length > 0,
    knowsAll: tools.length === definitions.length || nextSpecialist(run, info, adapter.id).kind !== 'adapter',
  };
}

/** The tools that the reply may call; not every engine heeds it. */
function offeredBy({ tools, allowed }: GenerateRequest): readonly ToolDefinition[] {
  return allowed === undefined ? tools : tools.filter(({ name }) => Object.hasOwn(allowed, name));
}
