import { type ApprovalDecision, type ApprovalRequest, KingletError } from '@kinglet/spec';
import { orAborted } from '../gate.ts';

/** Where runs wait for the user's word. */
export interface ApprovalDesk {
  /** Waits for the decision, however long; rejects only with `signal.reason`. */
  ask(request: ApprovalRequest, options: { signal: AbortSignal }): Promise<ApprovalDecision>;
  /** @throws KingletError `invalid-input` where nothing waits for it: it was decided, or its run has ended. */
  decide(id: string, decision: ApprovalDecision): void;
}

export function createApprovalDesk(): ApprovalDesk {
  const waiting = new Map<string, (decision: ApprovalDecision) => void>();
  return {
    async ask({ id }, { signal }) {
      const decision = new Promise<ApprovalDecision>((resolve) => waiting.set(id, resolve));
      try {
        return await orAborted(decision, signal);
      } finally {
        waiting.delete(id);
      }
    },
    decide(id, decision) {
      const resolve = waiting.get(id);
      if (!resolve) throw new KingletError('invalid-input', 'Nothing waits for this decision any more.');
      waiting.delete(id);
      resolve(decision);
    },
  };
}
