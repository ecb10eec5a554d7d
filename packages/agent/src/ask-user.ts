import type { AgentEvent, ApprovalDecision, ApprovalRequest } from '@kinglet/spec';
import { abortable } from './abortable.ts';
import type { RunState } from './run-state.ts';

/** Asks and waits, the wall clock standing still. A stop meanwhile counts as no, then rejects with the signal's reason. */
export async function* askUser(
  run: RunState,
  request: ApprovalRequest,
): AsyncGenerator<AgentEvent, ApprovalDecision> {
  run.deadline.pause();
  yield { type: 'approval-request', request };
  const { id } = request;
  try {
    const decision = await abortable(run.deps.approve(request, { signal: run.signal }), run.signal);
    yield { type: 'approval-end', id, decision };
    return decision;
  } catch (thrown) {
    yield { type: 'approval-end', id, decision: 'no' };
    throw thrown;
  } finally {
    run.deadline.resume();
  }
}
