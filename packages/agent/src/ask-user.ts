import { questionHash } from '@kinglet/policy';
import type { AgentEvent, ApprovalDecision, ApprovalQuestion } from '@kinglet/spec';
import { abortable } from './abortable.ts';
import type { RunState } from './run-state.ts';

/** An answer, and what it is bound to. */
export interface Answer {
  readonly decision: ApprovalDecision;
  /** Of the question. */
  readonly hash: string;
  /** Epoch milliseconds; null where an earlier version recorded none. */
  readonly givenMs: number | null;
}

/** Asks as `askBound` does; only the decision. */
export async function* askUser(
  run: RunState,
  question: ApprovalQuestion,
): AsyncGenerator<AgentEvent, ApprovalDecision> {
  return (yield* askBound(run, question)).decision;
}

/**
 * Asks and waits, the wall clock standing still; what was answered before the run was cut off is not asked again. A stop
 * meanwhile counts as no, then rejects with the signal's reason.
 */
export async function* askBound(
  run: RunState,
  question: ApprovalQuestion,
): AsyncGenerator<AgentEvent, Answer> {
  run.deadline.pause();
  const { id } = question;
  const hash = questionHash(question);
  const request = { ...question, hash };
  yield { type: 'approval-request', request };
  try {
    if (!run.past.isOver) {
      const { decision, atMs } = run.past.next('approval-end');
      yield { type: 'approval-end', id, decision };
      return { decision, hash, givenMs: atMs ?? null };
    }
    const decision = await abortable(run.deps.approve(request, { signal: run.signal }), run.signal);
    const atMs = run.deps.clock.nowMs();
    yield { type: 'approval-end', id, decision, atMs };
    return { decision, hash, givenMs: atMs };
  } catch (thrown) {
    yield { type: 'approval-end', id, decision: 'no' };
    throw thrown;
  } finally {
    run.deadline.resume();
  }
}
