import type { ApprovalDecision, ApprovalRequest } from './approval.ts';
import type { CallProbability, EngineInfo, FinishReason, Usage } from './engine.ts';
import type { ErrorShape } from './errors.ts';
import type { EscalationTrigger, Verdict } from './escalation.ts';
import type { Message, RawToolCall, ToolCall } from './message.ts';
import type { RiskClass } from './tool.ts';

/** Numbers of one finished step. */
export interface StepStats {
  readonly usage: Usage;
  /** From the request to the first token, prefill included; null when no token came. */
  readonly timeToFirstTokenMs: number | null;
  readonly durationMs: number;
  /** Decode speed; null with fewer than eight tokens, too few for a rate. */
  readonly tokensPerSecond: number | null;
  /** 0 on this device; null for a remote model without prices. */
  readonly costUsd: number | null;
  readonly finishReason: FinishReason | 'cancelled' | 'error';
  /** A specialist's probability of its reply, from 0 to 1; absent where none was told. */
  readonly confidence?: number;
  /** The same of each call's parts; absent where none was told. */
  readonly callProbabilities?: readonly CallProbability[];
  /** How probable it is that the calls are right; absent where there is nothing to tell it by. */
  readonly certainty?: StepCertainty;
}

/** How sure a step's calls were, and what followed. */
export interface StepCertainty {
  /** That all calls of the step are right, from 0 to 1, as calibrated on rows of which the answer is known. */
  readonly probability: number;
  /** What the user's settings ask for at least; null: nothing. */
  readonly atLeast: number | null;
  /** The step goes to the larger model in place of its calls. */
  readonly escalates: boolean;
}

/** What a call to the larger model could still cost when it was made, in USD; null: no cap. */
export interface SpendState {
  /** At most what this call costs; null without prices. */
  readonly estimateUsd: number | null;
  readonly spentUsd: { readonly conversation: number; readonly day: number; readonly month: number };
  readonly capUsd: {
    readonly conversation: number | null;
    readonly day: number | null;
    readonly month: number | null;
  };
  readonly callsToday: number;
  readonly callsPerDay: number | null;
}

/** By whose leave a request left the device, as what, and what was spent by then. */
export interface Departure {
  readonly allowed: 'once' | 'conversation';
  /** Epoch milliseconds at which the user said so; that of their message for a leave of an earlier one. */
  readonly allowedMs: number;
  /** Values that went as placeholders, by kind, such as `{EMAIL: 2}`; null where the user sent all as it is. */
  readonly redacted: Readonly<Record<string, number>> | null;
  readonly spend: SpendState;
}

/**
 * How a run ended. `complete`: a final text; `cancelled`: the user stopped it, partial text kept; `failed`: it could not
 * go on, `error` or the last `escalation` says why and what to do.
 */
export type RunOutcome = 'complete' | 'cancelled' | 'failed';

/** What a run that is taken up again needs of a step's reply beside its text. */
export interface StepReply {
  readonly calls: readonly RawToolCall[];
  /** A specialist wanted to go on from the results of its calls. */
  readonly continues: boolean;
  /** Where the text began to repeat itself; -1 where it did not. */
  readonly loopStart: number;
}

/** What a run reports, in order. `message` events, appended, are the exact transcript. */
export type AgentEvent =
  | { readonly type: 'run-start'; readonly runId: string }
  /** The run was cut off and goes on: of what came before, `settledEvents` says what still counts. */
  | { readonly type: 'run-resume' }
  | {
      readonly type: 'step-start';
      /** Counts from 0 within the run. */
      readonly step: number;
      /** Id of the step's row in the usage log. */
      readonly rowId: string;
      readonly engine: EngineInfo;
      /** Id of the specialist that is asked; absent where the base model is. */
      readonly adapter?: string;
      /** Why it runs there, in plain words. */
      readonly reason: string;
    }
  | { readonly type: 'prefill-end'; readonly step: number; readonly durationMs: number }
  | { readonly type: 'text-delta'; readonly step: number; readonly text: string }
  /** The step's text so far was not an answer (a repair or an escalation follows): take it off the screen. */
  | { readonly type: 'text-retract'; readonly step: number }
  | { readonly type: 'verdict'; readonly step: number; readonly verdict: Verdict }
  | {
      readonly type: 'step-end';
      readonly step: number;
      readonly stats: StepStats;
      readonly error?: ErrorShape;
      /** Absent where the reply was text alone. */
      readonly reply?: StepReply;
    }
  | {
      readonly type: 'tool-start';
      readonly step: number;
      readonly call: ToolCall;
      readonly risk: RiskClass;
      readonly origin: string;
    }
  | { readonly type: 'approval-request'; readonly request: ApprovalRequest }
  | {
      readonly type: 'approval-end';
      readonly id: string;
      readonly decision: ApprovalDecision;
      /** When it was given, epoch milliseconds; absent in journals of earlier versions, and where nobody answered. */
      readonly atMs?: number;
    }
  /** A standing rule of the user's lets the call run that began last. `hash`: of that call. */
  | { readonly type: 'approval-use'; readonly ruleId: string; readonly hash: string }
  | {
      readonly type: 'tool-end';
      readonly callId: string;
      readonly content: string;
      readonly failed: boolean;
      readonly understood?: string;
      readonly untrusted: boolean;
      /** As `ToolOutcome.answers`. */
      readonly answers?: boolean;
      readonly durationMs: number;
    }
  | { readonly type: 'message'; readonly message: Message }
  | {
      readonly type: 'escalation';
      readonly trigger: EscalationTrigger;
      readonly detail: string;
      readonly answered: boolean;
      /** Id of the larger model on this device that goes on; absent: one behind an endpoint does, or nobody. */
      readonly localModel?: string;
    }
  /** The step's request leaves the device now: why, by whose leave, and as what. */
  | ({
      readonly type: 'remote-call';
      readonly step: number;
      readonly host: string;
      readonly model: string;
      readonly trigger: EscalationTrigger;
      /** What failed on the device, for people; '' where nothing did. */
      readonly detail: string;
    } & Departure)
  /** Oldest exchanges were left out of the prompt because it did not fit. */
  | { readonly type: 'context-drop'; readonly exchanges: number; readonly contextTokens: number }
  | {
      readonly type: 'run-end';
      readonly outcome: RunOutcome;
      /** For people: set unless complete; what happened and what to do next. */
      readonly notice?: string;
      readonly error?: ErrorShape;
    };
