import type { ArgumentSpans, RawToolCall, Tool } from '@kinglet/spec';
import { readCall } from '@kinglet/tools';
import { groundOfRun } from './ground-of-run.ts';
import type { Judgement } from './judgement.ts';
import { allowedCalls } from './prompt/step-request.ts';
import type { RunState } from './run-state.ts';
import type { StepResult } from './step.ts';
import { candidates } from './verify/candidates.ts';

type Repair = Extract<Judgement, { kind: 'repair' }>;

/**
 * Binds the repair of a call that stands nowhere in the conversation to what does (A42): the same request, so that its prompt is
 * in the cache, under a grammar that leaves the called tools and for their open arguments the values of the conversation. Returns
 * false where the refusal has to say what was wrong: it is switched off, another check refused the call, the model is remote and
 * so has no grammar, or a called tool has no value for an argument.
 */
export function bindCall(
  run: RunState,
  { engine, reply, specialist }: StepResult,
  { trigger }: Repair,
): boolean {
  if (!run.limits.grounded || trigger !== 'ungrounded-argument' || engine.place !== 'device') return false;
  const bound = boundCalls(run, reply.calls);
  if (bound === null) return false;
  if (specialist === null) run.bound = bound;
  else run.specialists.allowed = bound;
  return true;
}

/** Each called tool with the values that its arguments may have: those of its `spans`, else those of the conversation. */
function boundCalls(run: RunState, calls: readonly RawToolCall[]): Record<string, ArgumentSpans> | null {
  const bound: Record<string, ArgumentSpans> = {};
  for (const call of calls) {
    const tool = run.deps.tools.find(({ definition }) => definition.name === call.name);
    const values = tool === undefined ? null : valuesOf(run, tool, call);
    if (values === null) return null;
    bound[call.name] = values;
  }
  return bound;
}

function valuesOf(run: RunState, tool: Tool, call: RawToolCall): ArgumentSpans | null {
  const { name } = tool.definition;
  if (tool.spans !== undefined) return allowedCalls(run, [tool])[name] ?? null;
  const read = readCall(call, [tool.definition]);
  return candidates(tool.definition, read.ok ? read.call.arguments : {}, groundOfRun(run));
}
