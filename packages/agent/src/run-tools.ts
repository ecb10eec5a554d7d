import type { AgentEvent, Message, Tool, ToolCall, ToolOutcome } from '@kinglet/spec';
import { runTool } from '@kinglet/tools';
import type { CheckedCall } from './judgement.ts';
import { leaveToRun } from './leave-to-run.ts';
import { otherWay } from './past.ts';
import type { RunState } from './run-state.ts';
import { callKey } from './verify/repetition.ts';

/** Of a call that was under way when the user stopped its run. */
export const stoppedCall = 'Stopped before it ended.';

/** Of a call that was under way when its run was cut off, and that a second time might do twice. */
export const unknownEffect =
  'It is not known whether this happened: it was cut off while it ran. Look before you try it again.';

/** `durationMs`: set where it ran before the run was cut off. */
type Result = ToolOutcome & { readonly durationMs?: number };

/** What came of one call. */
export interface CallOutcome extends ToolOutcome {
  /** False where policy or the user did not allow it. */
  readonly hasRun: boolean;
  readonly call: ToolCall;
  /** How long it ran. */
  readonly durationMs: number;
}

/**
 * Runs the calls of one reply, in order, each under policy. Each call gets a result, also where the user stops the run in
 * the middle: a transcript with an open call is of no use to any engine.
 */
export async function* runTools(
  run: RunState,
  step: number,
  calls: readonly CheckedCall[],
): AsyncGenerator<AgentEvent, readonly CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  for (const [index, checked] of calls.entries()) {
    try {
      outcomes.push(yield* runOne(run, step, checked));
    } catch (thrown) {
      for (const { call } of calls.slice(index)) {
        yield* record(run, {
          role: 'tool',
          callId: call.id,
          name: call.name,
          content: stoppedCall,
          failed: true,
        });
      }
      throw thrown;
    }
  }
  return outcomes;
}

async function* runOne(
  run: RunState,
  step: number,
  checked: CheckedCall,
): AsyncGenerator<AgentEvent, CallOutcome> {
  const { call, definition } = checked;
  const { clock } = run.deps;
  const tool = run.deps.tools.find((candidate) => candidate.definition === definition);
  if (tool === undefined) throw new Error(`No tool ${call.name}.`);
  yield { type: 'tool-start', step, call, risk: definition.risk, origin: definition.origin };
  run.ran.add(callKey(call));
  let startMs = clock.monotonicMs();
  let result: Result;
  let hasRun = false;
  try {
    const { impossible } = checked;
    const refusal = impossible === null ? yield* leaveToRun(run, checked) : null;
    startMs = clock.monotonicMs();
    hasRun = refusal === null;
    // What cannot be done fails as it would have, without a question to the user.
    if (impossible !== null) result = { content: impossible, failed: true };
    else result = refusal === null ? await resultOf(run, tool, checked) : notRun(refusal);
  } catch (thrown) {
    const durationMs = clock.monotonicMs() - startMs;
    yield {
      type: 'tool-end',
      callId: call.id,
      content: stoppedCall,
      failed: true,
      untrusted: false,
      durationMs,
    };
    throw thrown;
  }
  if (hasRun) remember(run, checked, result);
  else run.lastResult = null;
  const { durationMs = clock.monotonicMs() - startMs, ...outcome } = result;
  const { content, failed, understood, untrusted = false, answers } = outcome;
  yield {
    type: 'tool-end',
    callId: call.id,
    content,
    failed,
    ...(understood === undefined ? {} : { understood }),
    untrusted,
    ...(answers === undefined ? {} : { answers }),
    durationMs,
  };
  yield* record(run, { role: 'tool', callId: call.id, name: call.name, content, failed });
  return { ...outcome, hasRun, call, durationMs };
}

/** The failed result that the model reads, or the user where that cannot tell it. */
function notRun(content: string): ToolOutcome {
  return { content, failed: true, answers: true };
}

/** What came of the call: now, or before the run was cut off. */
async function resultOf(run: RunState, tool: Tool, checked: CheckedCall): Promise<Result> {
  const { id } = checked.call;
  if (run.past.isOver) {
    if (!run.past.leftOpen(id) || isRepeatable(tool)) return execute(run, tool, checked);
    run.callCount++;
    return { content: unknownEffect, failed: true };
  }
  const { type: _, callId, ...recorded } = run.past.next('tool-end');
  if (callId !== id) throw otherWay();
  run.callCount++;
  return recorded;
}

/** A second time does no harm. */
function isRepeatable({ definition, oncePerKey }: Tool): boolean {
  return definition.risk === 'read' || oncePerKey === true;
}

async function execute(run: RunState, tool: Tool, { call }: CheckedCall): Promise<ToolOutcome> {
  const { input, deps, signal } = run;
  const context = {
    signal,
    nowMs: deps.clock.nowMs(),
    timeZone: input.timeZone,
    locale: input.locale,
    userText: input.userText,
    attachments: input.attachments,
    idempotencyKey: `${input.runId}:${run.callCount++}`,
  };
  const outcome = await runTool(tool, call, context, { clock: deps.clock });
  // What another origin says is untrusted, whatever it says of itself.
  return tool.definition.origin === 'built-in' ? outcome : { ...outcome, untrusted: true };
}

function remember(run: RunState, { definition }: CheckedCall, outcome: ToolOutcome): void {
  run.lastResult = outcome.failed ? null : outcome.content;
  if (outcome.failed) run.toolFailures += 1;
  if (outcome.untrusted === true) run.untrustedSeen = true;
  if (definition.risk !== 'read' && !outcome.failed) {
    run.acted = true;
    forgetReads(run);
  }
  if (definition.risk !== 'send' && !outcome.failed) run.privateSeen = true;
}

/** After a change a list is read again, and that is no repetition. */
function forgetReads(run: RunState): void {
  for (const { name, risk } of run.definitions) {
    if (risk !== 'read') continue;
    for (const key of run.ran) if (key.startsWith(`${name} `)) run.ran.delete(key);
  }
}

async function* record(run: RunState, message: Message): AsyncGenerator<AgentEvent, void> {
  run.turn.push(message);
  yield { type: 'message', message };
}
