import type { EscalationTrigger, Message, ToolCall, ToolDefinition, Verdict } from '@kinglet/spec';
import type { Reply } from './call-model.ts';
import type { Ground } from './verify/grounding.ts';

/**
 * A call that passed its checks. `ungrounded`: one thing the user must see before it runs, else null. `impossible`: what its dry
 * run says against it, else null.
 */
export interface CheckedCall {
  readonly call: ToolCall;
  readonly definition: ToolDefinition;
  readonly impossible: string | null;
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
      /** Why the calls were refused; null where there were none. */
      readonly trigger: EscalationTrigger | null;
      readonly toolChoice: 'auto' | 'none' | 'required';
    }
  /** A specialist's question to the user. */
  | { readonly kind: 'ask'; readonly text: string }
  /** A specialist's tools cannot do what is wanted. */
  | { readonly kind: 'hand-on' }
  /** A specialist has no more to add to the results of its calls. */
  | { readonly kind: 'finish' }
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
  /** Set where a specialist replied. */
  readonly specialist: {
    /** Its calls in this run have results. */
    readonly hasResults: boolean;
    /** Another one before it had no tool for the message. */
    readonly wasHandedOn: boolean;
    /** False where there are tools that it does not know, and another specialist that reads them. */
    readonly knowsAll: boolean;
  } | null;
}

export function cutReason({ stats }: Reply): string {
  if (stats.finishReason === 'content-filter') return 'The server withheld the rest of the answer.';
  return `The answer was cut after ${stats.usage.completionTokens} tokens, all that one step may take.`;
}

export function trouble(
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

export function fail(verdicts: Verdict[], check: Verdict['check'], reason: string): Verdict {
  const verdict: Verdict = { check, passed: false, reason };
  verdicts.push(verdict);
  return verdict;
}
