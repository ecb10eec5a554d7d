import { complete, type Stage, say } from './endings.ts';
import { hasSpecialistStepLeft, type RunState } from './run-state.ts';
import type { StepResult } from './step.ts';

/** Below this probability of its reply a specialist is not sure that it has to ask. */
const sureOfAsking = 0.7;

/**
 * Keeps a question back that the specialist is not sure of, and has it call instead (A32). Returns false where the question
 * stands: it is sure, the engine tells no probability, or one was kept back already.
 */
export function doubtQuestion(run: RunState, { specialist, reply }: StepResult, question: string): boolean {
  const { specialists } = run;
  if (specialist === null || specialists.question !== null || run.repairs > 0) return false;
  if ((reply.stats.confidence ?? 1) >= sureOfAsking) return false;
  if (!hasSpecialistStepLeft(run)) return false;
  specialists.question = question;
  run.toolChoice = 'required';
  return true;
}

/** No call came that passes its checks: the question was right. */
export async function* askAfterAll(run: RunState, step: number, shown: string): Stage {
  const question = run.specialists.question ?? '';
  if (shown !== '') yield { type: 'text-retract', step };
  yield { type: 'text-delta', step, text: question };
  yield* say(run, question, { asks: true });
  return complete;
}
