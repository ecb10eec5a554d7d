import { whyNotAnswer } from '@kinglet/policy';
import { type ApprovalDecision, type ApprovalRequest, type Clock, KingletError } from '@kinglet/spec';
import { orAborted } from '../gate.ts';

/** Where runs wait for the user's word. */
export interface ApprovalDesk {
  /** Waits for the decision, however long; rejects only with `signal.reason`. */
  ask(request: ApprovalRequest, options: { signal: AbortSignal }): Promise<ApprovalDecision>;
  /**
   * `hash`: of the request that the user saw.
   *
   * @throws KingletError `invalid-input` where nothing waits for it (it was decided, or its run has ended), and where the answer
   *   does not count: it is for something else, or came too late. The question then stands, and counts as asked anew.
   */
  decide(id: string, decision: ApprovalDecision, hash: string): void;
}

interface Waiting {
  readonly question: ApprovalRequest;
  readonly askedMs: number;
  resolve(decision: ApprovalDecision): void;
}

export function createApprovalDesk(clock: Pick<Clock, 'nowMs'>): ApprovalDesk {
  const waiting = new Map<string, Waiting>();
  return {
    async ask(question, { signal }) {
      const { id } = question;
      const decision = new Promise<ApprovalDecision>((resolve) =>
        waiting.set(id, { question, askedMs: clock.nowMs(), resolve }),
      );
      try {
        return await orAborted(decision, signal);
      } finally {
        waiting.delete(id);
      }
    },
    decide(id, decision, hash) {
      const asked = waiting.get(id);
      if (!asked) throw new KingletError('invalid-input', 'Nothing waits for this decision any more.');
      const nowMs = clock.nowMs();
      const reason = whyNotAnswer(asked, { decision, hash, nowMs });
      if (reason !== null) {
        waiting.set(id, { ...asked, askedMs: nowMs });
        throw new KingletError('invalid-input', reason);
      }
      waiting.delete(id);
      asked.resolve(decision);
    },
  };
}
