import type { AgentEvent, GenerateRequest } from '@kinglet/spec';
import { callModel, type Reply } from '../call-model.ts';
import { hostOf } from '../route-facts.ts';
import type { RunState } from '../run-state.ts';
import type { RemoteTarget } from '../run-types.ts';
import { transcriptOf } from './ask-to-leave.ts';
import { kindsOf, redactedEngine, redactRequest } from './redaction.ts';
import { spendingOf } from './spending.ts';

/**
 * [A53] [A54] One call of the larger model: tells why it goes out, counts it before it does, sends placeholders in place of
 * personal data unless the user sent all as it is, and puts the values back into what comes.
 */
export async function* callRemote(
  run: RunState,
  remote: RemoteTarget,
  { request, step }: { request: GenerateRequest; step: number },
): AsyncGenerator<AgentEvent, Reply> {
  const { clock, ledger } = run.deps;
  const { leave, trigger } = run;
  if (leave === null) throw new Error('nobody let this leave the device');
  const redaction = leave.plain ? null : redactRequest(request, transcriptOf(run));
  const { state } = spendingOf(run, remote);
  run.departure = {
    allowed: leave.allowed,
    allowedMs: leave.allowedMs,
    redacted: redaction === null ? null : kindsOf(redaction.values),
    spend: state,
  };
  yield {
    type: 'remote-call',
    step,
    host: hostOf(remote),
    model: remote.engine.info.modelId,
    trigger: trigger ?? 'no-local-model',
    detail: leave.detail,
    ...run.departure,
  };
  const id = clock.id();
  await ledger?.reserve({ id, conversationId: run.input.conversationId, usd: state.estimateUsd });
  const engine = redaction === null ? remote.engine : redactedEngine(remote.engine, redaction);
  const { prices } = remote;
  const reply = yield* callModel({ engine, request, step, signal: run.signal, clock, prices });
  // Where it failed nobody knows what it cost: the estimate stands, unless nothing was counted at all.
  if (reply.error === null && reply.stats.finishReason !== 'cancelled')
    ledger?.settle(id, reply.stats.costUsd);
  return reply;
}
