import { allowedCalls } from './prompt/step-request.ts';
import type { RunState } from './run-state.ts';
import type { StepResult } from './step.ts';

/** Below this probability of its reply a specialist is not sure that it has to ask. */
const sureOfAsking = 0.6;

/**
 * Binds one more step to calls that read, where a specialist asks back without being sure of it and the message has all that
 * such a call takes, as its `spans` find it (A32). Returns false where the question stands: it is sure, the engine tells no
 * probability, a second attempt was made already, or nothing that only reads fits the message.
 */
export function bindInDoubt(run: RunState, { specialist, reply }: StepResult): boolean {
  const { specialists, deps, limits } = run;
  if (specialist === null || specialists.hasRetried || run.repairs > 0) return false;
  if ((reply.stats.confidence ?? 1) >= sureOfAsking) return false;
  if (specialists.steps >= limits.maxSpecialistSteps || run.placeSteps >= limits.maxSteps) return false;
  const tools = deps.tools.filter(
    ({ definition, spans }) =>
      spans !== undefined && definition.risk === 'read' && specialist.tools.includes(definition),
  );
  const allowed = allowedCalls(run, tools);
  if (Object.keys(allowed).length === 0) return false;
  specialists.hasRetried = true;
  specialists.allowed = allowed;
  run.toolChoice = 'required';
  return true;
}
