import { callHash, changesSince, grantKey, type PolicyDecision, toolText, whyNotOnce } from '@kinglet/policy';
import type { AgentEvent, ApprovalQuestion } from '@kinglet/spec';
import { askBound } from './ask-user.ts';
import type { CheckedCall } from './judgement.ts';
import { typedText } from './prompt/user-turn.ts';
import type { RunState } from './run-state.ts';

/**
 * Null where the call may run, else why not, in words for the model and the user. Policy decides, a standing rule of the user's,
 * or the user; what they decided before the run was cut off counts for the very call, and is not asked for again.
 */
export async function* leaveToRun(
  run: RunState,
  checked: CheckedCall,
): AsyncGenerator<AgentEvent, string | null> {
  const wasUsed = run.past.peek()?.type === 'approval-use';
  if (wasUsed) {
    yield useOf(checked, run.past.next('approval-use').ruleId);
    // Where that is all that is known, the rule must still be there before the call goes on.
    if (!run.past.isOver && run.past.peek()?.type !== 'approval-request') return null;
  }
  const wasAsked = run.past.peek()?.type === 'approval-request';
  const decision = decide(run, checked);
  if (decision.kind === 'deny') return `Not allowed. ${decision.reason}`;
  if (wasAsked || decision.kind === 'ask') return yield* askUntilFresh(run, checked, decision);
  if (decision.standingId !== undefined && run.past.isOver && !wasUsed)
    yield useOf(checked, decision.standingId);
  return null;
}

function useOf({ call, definition }: CheckedCall, ruleId: string): AgentEvent {
  return { type: 'approval-use', ruleId, hash: callHash(call, definition) };
}

/** A yes that is too old by the time the call would run, since the run was cut off meanwhile, is asked for again. */
async function* askUntilFresh(
  run: RunState,
  checked: CheckedCall,
  { reason: why, lasting = false }: PolicyDecision,
): AsyncGenerator<AgentEvent, string | null> {
  const { call, definition } = checked;
  const changes = changesSince(definition, [
    ...(run.input.approvedTools ?? []),
    ...(run.deps.standingRules?.() ?? []).filter(({ effect }) => effect === 'allow'),
  ]);
  for (;;) {
    const question: ApprovalQuestion = {
      kind: 'tool',
      id: run.deps.clock.id(),
      tool: definition.name,
      origin: definition.origin,
      risk: definition.risk,
      arguments: call.arguments,
      definition: toolText(definition),
      ...(definition.destructive ? { destructive: true } : {}),
      ...(lasting ? { lasting } : {}),
      ...(changes.length > 0 ? { changes } : {}),
      reason: why,
    };
    const isOfPast = !run.past.isOver;
    const { decision, hash, givenMs } = yield* askBound(run, question);
    if (decision === 'no') return 'Not done, because it was not allowed.';
    if (decision === 'conversation' && lasting) {
      run.grants.add(grantKey(definition));
      return null;
    }
    if (!run.past.isOver) {
      if (run.past.peek()?.type === 'approval-request') continue;
      return null;
    }
    const approval = { hash, givenMs: givenMs ?? 0, used: false };
    const now = { hash: callHash(call, definition), nowMs: run.deps.clock.nowMs() };
    const reason = whyNotOnce(approval, now);
    if (reason === null) return null;
    if (!isOfPast) return `Not done. ${reason}`;
  }
}

function decide(run: RunState, { call, definition, ungrounded }: CheckedCall): PolicyDecision {
  const history = run.exchanges.flat().filter(({ role }) => role === 'user');
  const { untrustedSeen, privateSeen, acted } = run;
  const { pageOrigin } = run.input;
  const decision = run.deps.policy.decideToolCall({
    definition,
    call,
    userTexts: [...history.map(({ content }) => typedText(content)), run.input.userText],
    grants: [...run.grants],
    standing: { rules: run.deps.standingRules?.() ?? [], nowMs: run.deps.clock.nowMs() },
    ...{ untrustedSeen, privateSeen, acted },
    ...(pageOrigin === undefined ? {} : { pageOrigin }),
  });
  if (decision.kind === 'deny') return decision;
  if (definition.asksIfTainted && untrustedSeen) {
    const reason = 'What it keeps reaches later conversations, and this one holds text from outside.';
    return { kind: 'ask', reason };
  }
  if (ungrounded === null) return decision;
  // Nobody but the user can know that value, so no yes holds beyond this call.
  return { kind: 'ask', reason: decision.kind === 'ask' ? `${decision.reason} ${ungrounded}` : ungrounded };
}
