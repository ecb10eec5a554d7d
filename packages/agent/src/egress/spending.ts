import {
  decideSpend,
  egressPreview,
  estimateCost,
  estimateTokens,
  noCaps,
  nothingSpent,
  type SpendDecision,
} from '@kinglet/policy';
import type { GenerateRequest, SpendState } from '@kinglet/spec';
import { requestOf } from '../prompt/step-request.ts';
import type { RunState } from '../run-state.ts';
import type { RemoteTarget } from '../run-types.ts';

/** What the run's next request to the larger model may cost, and whether it may. */
export interface Spending {
  readonly request: GenerateRequest;
  /** Of the prompt, estimated. */
  readonly promptTokens: number;
  readonly decision: SpendDecision;
  /** As it is before the call. */
  readonly state: SpendState;
}

/** [A52] Checks the caps before a call, with what it costs at most. */
export function spendingOf(run: RunState, { engine, prices }: RemoteTarget): Spending {
  const { ledger } = run.deps;
  const request = requestOf(run, engine.info, null);
  const promptTokens = estimateTokens(egressPreview(request));
  const estimateUsd = estimateCost(promptTokens, request.maxTokens, prices);
  const caps = ledger?.caps ?? noCaps;
  const spent = ledger?.spent(run.input.conversationId) ?? nothingSpent;
  return {
    request,
    promptTokens,
    decision: decideSpend({ caps, spent, estimateUsd }),
    state: {
      estimateUsd,
      spentUsd: { conversation: spent.conversationUsd, day: spent.dayUsd, month: spent.monthUsd },
      capUsd: { conversation: caps.conversationUsd, day: caps.dayUsd, month: caps.monthUsd },
      callsToday: spent.callsToday,
      callsPerDay: caps.callsPerDay,
    },
  };
}
