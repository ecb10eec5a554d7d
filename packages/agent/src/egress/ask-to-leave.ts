import { egressPreview, type PolicyDecision } from '@kinglet/policy';
import type { AgentEvent, EscalationTrigger, GenerateRequest } from '@kinglet/spec';
import { askUser } from '../ask-user.ts';
import { hostOf } from '../route-facts.ts';
import type { Leave, RunState } from '../run-state.ts';
import type { RemoteTarget } from '../run-types.ts';
import { holdsUnseen } from '../unseen.ts';
import { redactRequest } from './redaction.ts';
import { spendingOf } from './spending.ts';

/** [A11] [A53] Asks before the first request of a conversation leaves, with all that would go; null where it may not. */
export async function* askToLeave(
  run: RunState,
  remote: RemoteTarget,
  { trigger, detail, why }: { trigger: EscalationTrigger; detail: string; why: string },
): AsyncGenerator<AgentEvent, Leave | null> {
  const host = hostOf(remote);
  const { egressPlain = [], egressGrantedMs = {} } = run.input;
  const { clock } = run.deps;
  const { request, promptTokens, state } = spendingOf(run, remote);
  const policy = mayLeave(run, remote, request);
  if (policy.kind === 'allow') {
    const allowedMs = egressGrantedMs[host] ?? clock.nowMs();
    return { allowed: 'conversation', allowedMs, plain: egressPlain.includes(host), detail };
  }
  const { request: sent, values } = redactRequest(request, transcriptOf(run));
  const decision = yield* askUser(run, {
    kind: 'egress',
    id: clock.id(),
    host,
    model: remote.engine.info.modelId,
    trigger,
    preview: egressPreview(sent),
    ...(values.size === 0 ? {} : { plainPreview: egressPreview(request) }),
    promptTokens,
    costUsd: state.estimateUsd,
    reason: `${why} ${policy.reason}`,
  });
  if (decision === 'no') return null;
  for (const message of request.messages) run.seen.add(message);
  return {
    allowed: decision.startsWith('conversation') ? 'conversation' : 'once',
    allowedMs: clock.nowMs(),
    plain: decision.endsWith('-plain'),
    detail,
  };
}

/** [A43] Whether the request may leave without a word: by what was allowed, and by what a card has shown. */
export function mayLeave(run: RunState, remote: RemoteTarget, request: GenerateRequest): PolicyDecision {
  const host = hostOf(remote);
  const { egressGranted: granted } = run.input;
  const egressGranted = run.leave === null ? granted : [...granted, host];
  return run.deps.policy.decideEgress({ host, egressGranted, holdsUnseen: holdsUnseen(run, request) });
}

/** All messages of the conversation, also what no longer fits into a prompt. */
export function transcriptOf({ exchanges, turn }: RunState) {
  return [...exchanges.flat(), ...turn];
}
