import type {
  EscalationTrigger,
  Message,
  RawToolCall,
  ToolCall,
  ToolDefinition,
  Verdict,
} from '@kinglet/spec';
import type { Reply } from './call-model.ts';
import { checkAnswer } from './verify/answer.ts';
import { checkGrounding, type Ground } from './verify/grounding.ts';
import { checkRepetition } from './verify/repetition.ts';
import { checkSchema, looksLikeCall } from './verify/schema.ts';

/** A call that passed its checks. `ungrounded`: one thing the user must see before it runs, else null. */
export interface CheckedCall {
  readonly call: ToolCall;
  readonly definition: ToolDefinition;
  readonly ungrounded: string | null;
}

/** What a reply amounts to. */
export type Judgement =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'calls'; readonly calls: readonly CheckedCall[] }
  /** Asked once more: with the refused calls and why they were, or the same prompt under another tool choice. */
  | {
      readonly kind: 'repair';
      readonly messages: readonly Message[];
      readonly toolChoice: 'auto' | 'none' | 'required';
    }
  /** No call fits the message: a text is asked for. */
  | { readonly kind: 'no-call' }
  /** The tool's own result says it better. */
  | { readonly kind: 'fall-back' }
  | {
      readonly kind: 'trouble';
      readonly trigger: EscalationTrigger;
      readonly detail: string;
      readonly partial: string;
      readonly mayFallBack: boolean;
      readonly advice: string;
    };

export interface JudgeFacts {
  /** The tools that the step may call. */
  readonly definitions: readonly ToolDefinition[];
  /** The step was to name a call or nothing. */
  readonly isSelection: boolean;
  readonly ground: Ground;
  /** Keys of the calls that ran. */
  readonly ran: ReadonlySet<string>;
  /** A check of the step before failed: this one is the repair. */
  readonly isRepair: boolean;
  readonly isRemote: boolean;
  readonly lastResult: string | null;
}

/** Checks a reply for free, and says what follows. Pure. */
export function judge(reply: Reply, facts: JudgeFacts): { verdicts: Verdict[]; judgement: Judgement } {
  const verdicts: Verdict[] = [];
  const judgement =
    reply.calls.length > 0 ? judgeCalls(reply, facts, verdicts) : judgeText(reply, facts, verdicts);
  return { verdicts, judgement };
}

function judgeText(reply: Reply, facts: JudgeFacts, verdicts: Verdict[]): Judgement {
  const { text, stats } = reply;
  if (facts.isSelection && text.trim() === '' && stats.finishReason === 'stop') return { kind: 'no-call' };
  if (looksLikeCall(text, facts.definitions)) {
    const verdict = fail(verdicts, 'schema', 'A tool call was written as text and cannot be read.');
    if (!facts.isRepair) return { kind: 'repair', messages: [], toolChoice: 'required' };
    return trouble('invalid-call', verdict.reason);
  }
  if (reply.loopStart >= 0) {
    const verdict = fail(
      verdicts,
      'answer',
      'The answer began to say the same thing over and over and was stopped.',
    );
    if (canFallBack(facts)) return { kind: 'fall-back' };
    return trouble('no-answer', verdict.reason, { partial: text.slice(0, reply.loopStart).trimEnd() });
  }
  if (stats.finishReason === 'length' || stats.finishReason === 'content-filter') {
    const verdict = fail(verdicts, 'answer', cutReason(reply));
    const advice = stats.finishReason === 'length' && text !== '' ? 'Write "go on" for the rest.' : '';
    return trouble('no-answer', verdict.reason, { partial: text, advice });
  }
  const { ground, isRemote, lastResult } = facts;
  const verdict = checkAnswer(text, { ground, lastResult: isRemote ? null : lastResult });
  verdicts.push(verdict);
  if (verdict.passed) return { kind: 'answer', text };
  if (canFallBack(facts)) return { kind: 'fall-back' };
  return trouble('no-answer', verdict.reason);
}

function cutReason({ stats }: Reply): string {
  if (stats.finishReason === 'content-filter') return 'The server withheld the rest of the answer.';
  return `The answer was cut after ${stats.usage.completionTokens} tokens, all that one step may take.`;
}

function canFallBack({ lastResult, isRemote }: JudgeFacts): boolean {
  return lastResult !== null && !isRemote;
}

function judgeCalls(reply: Reply, facts: JudgeFacts, verdicts: Verdict[]): Judgement {
  const checks = reply.calls.map((raw) => checkCall(raw, facts));
  for (const check of checks) verdicts.push(...check.verdicts);
  const failed = checks.map((check) => check.failure).find((failure) => failure !== null);
  if (failed === undefined) {
    return { kind: 'calls', calls: checks.map((check) => check.checked).filter((call) => call !== null) };
  }
  if (facts.isRepair) {
    return trouble(failed.trigger, failed.detail, { mayFallBack: failed.trigger === 'repeated-call' });
  }
  if (failed.trigger === 'repeated-call' && facts.lastResult !== null) {
    return { kind: 'repair', messages: [], toolChoice: 'none' };
  }
  return { kind: 'repair', messages: refusal(reply, checks), toolChoice: 'auto' };
}

interface Check {
  readonly raw: RawToolCall;
  readonly verdicts: readonly Verdict[];
  readonly checked: CheckedCall | null;
  readonly failure: { readonly trigger: EscalationTrigger; readonly detail: string } | null;
}

function checkCall(raw: RawToolCall, facts: JudgeFacts): Check {
  const { call, verdict } = checkSchema(raw, facts.definitions);
  const definition = facts.definitions.find(({ name }) => name === call?.name);
  if (call === null || definition === undefined) {
    return refuse(raw, [verdict], 'invalid-call');
  }
  const repetition = checkRepetition(call, facts.ran);
  if (!repetition.passed) return refuse(raw, [verdict, repetition], 'repeated-call');
  const grounding = checkGrounding(call, definition, facts.ground);
  const verdicts = [verdict, repetition, grounding];
  // The larger model may know what stands nowhere; after one repair the user decides over its call.
  const goesToUser = facts.isRemote && facts.isRepair;
  if (!grounding.passed && !goesToUser) return refuse(raw, verdicts, 'ungrounded-argument');
  const ungrounded = grounding.passed ? null : grounding.reason;
  return { raw, verdicts, checked: { call, definition, ungrounded }, failure: null };
}

function refuse(raw: RawToolCall, verdicts: readonly Verdict[], trigger: EscalationTrigger): Check {
  return { raw, verdicts, checked: null, failure: { trigger, detail: verdicts.at(-1)?.reason ?? '' } };
}

/** The reply with a failed result for each call, in words that the model can repair it by. */
function refusal(reply: Reply, checks: readonly Check[]): readonly Message[] {
  const results = checks.map(({ raw, failure }): Message => {
    const content = failure?.detail ?? 'Not run, because another call of the same reply was refused.';
    return { role: 'tool', callId: raw.id, name: raw.name, content: `Not run. ${content}`, failed: true };
  });
  return [{ role: 'assistant', content: reply.text, toolCalls: reply.calls }, ...results];
}

function trouble(
  trigger: EscalationTrigger,
  detail: string,
  {
    partial = '',
    mayFallBack = false,
    advice = '',
  }: { partial?: string; mayFallBack?: boolean; advice?: string } = {},
): Judgement {
  return { kind: 'trouble', trigger, detail, partial, mayFallBack, advice };
}

function fail(verdicts: Verdict[], check: Verdict['check'], reason: string): Verdict {
  const verdict: Verdict = { check, passed: false, reason };
  verdicts.push(verdict);
  return verdict;
}
