import type { AgentEvent, ApprovalDecision, ApprovalRequest } from '@kinglet/spec';
import { abortable } from './abortable.ts';
import type { RunState } from './run-state.ts';

/**
 * Asks and waits, the wall clock standing still; what was answered before the run was cut off is not asked again. A stop
 * meanwhile counts as no, then rejects with the signal's reason.
 */
export async function* askUser(
  run: RunState,
  request: ApprovalRequest,
): AsyncGenerator<AgentEvent, ApprovalDecision> {
  run.deadline.pause();
  yield { type: 'approval-request', request };
  const { id } = request;
  try {
    if (!run.past.isOver) {
      const { decision } = run.past.next('approval-end');
      yield { type: 'approval-end', id, decision };
      return decision;
    }
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
