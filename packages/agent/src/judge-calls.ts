import type { EscalationTrigger, Message, RawToolCall, Verdict } from '@kinglet/spec';
import type { Reply } from './call-model.ts';
import { type CheckedCall, type JudgeFacts, type Judgement, trouble } from './judgement.ts';
import { checkGrounding } from './verify/grounding.ts';
import { checkRange } from './verify/range.ts';
import { callKey, checkRepetition } from './verify/repetition.ts';
import { checkSchema } from './verify/schema.ts';

/** Checks the calls of a reply: all run, or none. The same call twice in one reply counts once. */
export function judgeCalls(
  reply: Pick<Reply, 'calls' | 'text'>,
  facts: JudgeFacts,
  verdicts: Verdict[],
): Judgement {
  const all = withoutDoubles(reply.calls.map((raw) => checkCall(raw, facts)));
  for (const check of all) verdicts.push(...check.verdicts);
  const checks = facts.specialist === null ? all : all.filter(isNew);
  if (checks.length === 0) return { kind: 'finish' };
  const failed = checks.map((check) => check.failure).find((failure) => failure !== null);
  if (failed === undefined) {
    return { kind: 'calls', calls: checks.map((check) => check.checked).filter((call) => call !== null) };
  }
  if (facts.isRepair) {
    return trouble(failed.trigger, failed.detail, { mayFallBack: failed.trigger === 'repeated-call' });
  }
  if (failed.trigger === 'repeated-call' && facts.lastResult !== null) {
    return { kind: 'repair', messages: [], trigger: failed.trigger, toolChoice: 'none' };
  }
  const { trigger } = failed;
  return { kind: 'repair', messages: refusal(reply, checks), trigger, toolChoice: 'auto' };
}

/** A specialist that says what it said before adds nothing: what it did say beside it still counts. */
function isNew({ failure }: Check): boolean {
  return failure?.trigger !== 'repeated-call';
}

function withoutDoubles(checks: readonly Check[]): readonly Check[] {
  const seen = new Set<string>();
  return checks.filter(({ checked }) => {
    if (checked === null) return true;
    const key = callKey(checked.call);
    return !seen.has(key) && seen.add(key).has(key);
  });
}

interface Check {
  readonly raw: RawToolCall;
  readonly verdicts: readonly Verdict[];
  readonly checked: CheckedCall | null;
  readonly failure: { readonly trigger: EscalationTrigger; readonly detail: string } | null;
}

function checkCall(raw: RawToolCall, facts: JudgeFacts): Check {
  const { call, verdicts: spelled } = checkSchema(raw, facts.definitions);
  const definition = facts.definitions.find(({ name }) => name === call?.name);
  if (call === null || definition === undefined) {
    return refuse(raw, spelled, 'invalid-call');
  }
  const repetition = checkRepetition(call, facts.ran);
  if (!repetition.passed) return refuse(raw, [...spelled, repetition], 'repeated-call');
  const range = checkRange(call, definition, facts.ground);
  if (range?.passed === false) return refuse(raw, [...spelled, repetition, range], 'ungrounded-argument');
  const grounding = checkGrounding(call, definition, facts.ground);
  const verdicts = [...spelled, repetition, ...(range === null ? [] : [range]), grounding];
  // The larger model may know what stands nowhere; after one repair the user decides over its call.
  const goesToUser = facts.isRemote && facts.isRepair;
  if (!grounding.passed && !goesToUser) return refuse(raw, verdicts, 'ungrounded-argument');
  const ungrounded = grounding.passed ? null : grounding.reason;
  return { raw, verdicts, checked: { call, definition, ungrounded, impossible: null }, failure: null };
}

function refuse(raw: RawToolCall, verdicts: readonly Verdict[], trigger: EscalationTrigger): Check {
  return { raw, verdicts, checked: null, failure: { trigger, detail: verdicts.at(-1)?.reason ?? '' } };
}

/** The reply with a failed result for each call, in words that the model can repair it by. */
function refusal(reply: Pick<Reply, 'calls' | 'text'>, checks: readonly Check[]): readonly Message[] {
  const results = checks.map(({ raw, failure }): Message => {
    const content = failure?.detail ?? 'Not run, because another call of the same reply was refused.';
    return { role: 'tool', callId: raw.id, name: raw.name, content: `Not run. ${content}`, failed: true };
  });
  const toolCalls = checks.map(({ raw }) => raw);
  return [{ role: 'assistant', content: reply.text, toolCalls }, ...results];
}
