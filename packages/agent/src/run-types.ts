import type { PolicyRules, SpendCaps, Spent } from '@kinglet/policy';
import type { AdapterRule, Calibration } from '@kinglet/router';
import type {
  ApprovalDecision,
  ApprovalRequest,
  Attachment,
  Clock,
  Engine,
  LogSink,
  Message,
  StandingRule,
  Tool,
  ToolText,
} from '@kinglet/spec';

/** What one run starts from. */
export interface RunInput {
  readonly runId: string;
  readonly conversationId: string;
  /** Earlier exchanges as the `message` events of their runs gave them; no system message. */
  readonly history: readonly Message[];
  readonly userText: string;
  readonly attachments: readonly Attachment[];
  /** What the page's author adds to the system text, for answers in words; absent: nothing. */
  readonly instructions?: string;
  /** The user pressed "ask the larger model". */
  readonly askLarger: boolean;
  /** IANA zone, such as `Europe/Zurich`. */
  readonly timeZone: string;
  /** BCP 47, such as `en-GB`. */
  readonly locale: string;
  /** Text from outside was seen earlier in the conversation: a `tool-end` event had `untrusted`. */
  readonly tainted: boolean;
  /** Something of the user's was seen earlier in the conversation, on whichever branch; absent: nothing was. */
  readonly privateSeen?: boolean;
  /** Something was changed or sent earlier in the conversation; absent: nothing was. */
  readonly acted?: boolean;
  /** Keys of `grantKey(definition)` that the user allowed for this conversation. */
  readonly grants: readonly string[];
  /** Tools as the user allowed them for this conversation, oldest first, to tell a changed one; absent: none. */
  readonly approvedTools?: readonly { readonly origin: string; readonly definition: ToolText }[];
  /** Origin of the page whose own tools are offered; absent: each origin is another server's. */
  readonly pageOrigin?: string;
  /** Hosts to which this conversation may be sent. */
  readonly egressGranted: readonly string[];
  /** Those of them to which it goes as it is, without placeholders; absent: none. */
  readonly egressPlain?: readonly string[];
  /** When the user allowed each, in epoch milliseconds; absent: not known. */
  readonly egressGrantedMs?: Readonly<Record<string, number>>;
}

/** The larger model and what it costs. */
export interface RemoteTarget {
  readonly engine: Engine;
  readonly prices: {
    readonly inputUsdPerMillion: number | null;
    readonly outputUsdPerMillion: number | null;
  };
}

/** A larger model that is stored on this device. */
export interface LargerLocal {
  /** Whether there is one that fits, and the user lets it be used. */
  isThere(): boolean;
  /** Takes the place of the loaded one; null where it could not be loaded. Rejects only with `signal.reason`. */
  load(options: { signal: AbortSignal }): Promise<Engine | null>;
}

/** What the larger model cost so far, over all conversations. */
export interface Ledger {
  readonly caps: SpendCaps;
  spent(conversationId: string): Spent;
  /** Counts a call before it is made, with its estimate; null where no prices are known. */
  reserve(call: { id: string; conversationId: string; usd: number | null }): Promise<void>;
  /** What it did cost; null where that is not known. */
  settle(id: string, usd: number | null): void;
}

/** Everything that a run touches. */
export interface AgentDeps {
  readonly local: Engine | null;
  /** That one was lost: loads it again, or the one that takes its place; null where there is none. Absent: it stays lost. */
  reloadLocal?(options: { signal: AbortSignal }): Promise<Engine | null>;
  readonly remote: RemoteTarget | null;
  readonly tools: readonly Tool[];
  /** What each call and each request to the larger model is held to: `policyRules`. */
  readonly policy: PolicyRules;
  /** Null: the user switched the usage log off. */
  readonly log: LogSink | null;
  readonly clock: Clock;
  /** Of the router's policy file; absent: none. */
  readonly rules?: readonly AdapterRule[];
  /** What the user decided for good, as it stands now; absent: nothing. */
  standingRules?(): readonly StandingRule[];
  /**
   * Rejects only with `signal.reason`. The caller keeps a `conversation` decision for the next run, and makes a standing rule of an
   * `always`, where the request is `lasting`.
   */
  approve(request: ApprovalRequest, options: { signal: AbortSignal }): Promise<ApprovalDecision>;
  online(): boolean;
  /** The user's switch: nothing may leave this device. Absent: it may. */
  neverLeave?(): boolean;
  /** A larger model on this device that takes over what the loaded one cannot do, for the rest of a run; absent: there is none. */
  readonly largerLocal?: LargerLocal;
  /** Absent: nothing is counted and there are no caps. */
  readonly ledger?: Ledger;
  /** How often a call on the device may be wrong, from 0 to 1, as far as a larger model is there; null or absent: it does not matter. */
  readonly mayBeWrong?: number | null;
  /** By id of the specialist. Default: those that `pnpm eval --confidence` fitted. */
  readonly calibrations?: Readonly<Record<string, Calibration>>;
}

/** Where a run stops at the latest. */
export interface RunLimits {
  /** Model calls of a run, repairs included. */
  readonly maxSteps: number;
  /** Reply of one step, in tokens. */
  readonly maxTokens: number;
  /** The same where the engine is a single-turn one: a model that small says nothing new after that, and decodes slowly. */
  readonly maxSingleTurnTokens: number;
  /** The same for a specialist's calls: room for a long note that is copied word for word. */
  readonly maxSpecialistTokens: number;
  /** Specialist steps of a run after which no further one goes on from their results. */
  readonly maxSpecialistSteps: number;
  /** All replies of the run, in tokens. */
  readonly maxRunTokens: number;
  /** How often an engine that was lost is loaded again. */
  readonly maxReloads: number;
  /** A call that stands nowhere in the conversation is decoded again, bound to what does (A42). */
  readonly grounded: boolean;
  /** The whole run without the time that the user takes to decide, in milliseconds. */
  readonly wallClockMs: number;
}

export const defaultLimits: RunLimits = {
  maxSteps: 8,
  maxTokens: 1024,
  maxSingleTurnTokens: 256,
  maxSpecialistTokens: 512,
  maxSpecialistSteps: 4,
  maxRunTokens: 4096,
  maxReloads: 3,
  grounded: true,
  wallClockMs: 300_000,
};
