import type {
  AdapterInfo,
  Departure,
  Engine,
  ErrorShape,
  EscalationTrigger,
  GenerateRequest,
  Message,
  Place,
  ToolDefinition,
  ToolOutcome,
} from '@kinglet/spec';
import type { Deadline } from './deadline.ts';
import type { Past } from './past.ts';
import type { Exchange } from './prompt/exchanges.ts';
import type { AgentDeps, RunInput, RunLimits } from './run-types.ts';

/** What made the run leave its place; settled when the next place is chosen. */
export interface Trouble {
  readonly trigger: EscalationTrigger;
  /** For people: what failed. */
  readonly detail: string;
  readonly step: number;
  /** What the step put on the screen, which is no answer. */
  readonly shown: string;
  /** Text worth keeping where nobody can do better; '' where there is none. */
  readonly partial: string;
  readonly error: ErrorShape | null;
  /** The tool's own result answers where the larger model cannot. */
  readonly mayFallBack: boolean;
  /** What the user can do about it here, beside what the place offers; '' where that is nothing. */
  readonly advice: string;
}

/** What a run knows while it goes on. */
export interface RunState {
  readonly input: RunInput;
  readonly deps: AgentDeps;
  readonly limits: RunLimits;
  /** What it did before it was cut off; over from the start for a new run. */
  readonly past: Past;
  /** The engine on the device; null where there is none. */
  local: Engine | null;
  /** How often it was lost in this run. */
  losses: number;
  /** Set while it is lost and has not been loaded again. */
  loss: ErrorShape | null;
  readonly definitions: readonly ToolDefinition[];
  readonly deadline: Deadline;
  /** The user's stop. */
  readonly userSignal: AbortSignal;
  /** The user's stop, or the wall clock. */
  readonly signal: AbortSignal;
  readonly exchanges: readonly Exchange[];
  /** The new user turn and what this run added. */
  readonly turn: Message[];
  /** Oldest exchanges left out, by place. */
  readonly dropped: Record<Place, number>;
  /** Number of the next step. */
  step: number;
  /** Steps and reply tokens of the run on the present place. */
  placeSteps: number;
  placeTokens: number;
  trigger: EscalationTrigger | null;
  trouble: Trouble | null;
  isRemote: boolean;
  /** The run went to the larger model on this device. */
  isLarger: boolean;
  /** That model is `local`; false before it was loaded, and for a run that is taken up. */
  hasLarger: boolean;
  /** By whose word the run may send to the larger model; null: by nobody's. A run that was cut off asks anew: nobody knows what it had sent. */
  leave: Leave | null;
  /** Of the last request that left the device; null where none did. */
  departure: Departure | null;
  /** Failed checks in a row. */
  repairs: number;
  toolChoice: 'auto' | 'none' | 'required';
  /** The calls that the repair of this step may make, each argument bound to the conversation; null where it is free (A42). */
  bound: NonNullable<GenerateRequest['allowed']> | null;
  /** A single-turn engine has said which calls to make, or that none: from here on it chats. */
  hasSelected: boolean;
  readonly specialists: SpecialistState;
  toolFailures: number;
  /** Calls that ran or were refused by the user, by key. */
  readonly ran: Set<string>;
  callCount: number;
  readonly callIds: Set<string>;
  /** Content of the last tool call where it succeeded, else null. */
  lastResult: string | null;
  untrustedSeen: boolean;
  privateSeen: boolean;
  /** Something was changed or sent in the conversation. */
  acted: boolean;
  readonly grants: Set<string>;
  /** Messages that stood on a card of what would leave, and that the user allowed to. */
  readonly seen: Set<Message>;
}

/** Leave to send to the larger model. */
export interface Leave {
  readonly allowed: 'once' | 'conversation';
  /** Epoch milliseconds at which it was given. */
  readonly allowedMs: number;
  /** Personal data goes as it is, not as placeholders. */
  readonly plain: boolean;
  /** What failed on the device; '' where nothing did. */
  readonly detail: string;
}

/** What the specialists of a run did so far. */
interface SpecialistState {
  /** Ids of those that handed the run on. */
  readonly handedOn: string[];
  /** Model calls of theirs. */
  steps: number;
  /** What came of a single-turn engine's calls, in order, less the failures. */
  readonly results: ToolOutcome[];
  /** Those of them that are on the screen already, before the chat that tells the others; '' where none are. */
  said: string;
  /** The calls that a repair may make, each argument bound to the user's words; null where the step is free. */
  allowed: NonNullable<GenerateRequest['allowed']> | null;
  /** The failed call that is made once more from the user's words; null where none is. */
  retry: Retry | null;
  /** A question that was kept back, since it was not sure of it; null where none was, or a call came instead. */
  question: string | null;
  /** Such a second attempt is made once in a run. */
  hasRetried: boolean;
  /** How many exchanges before the message they see; fewer where the prompt did not fit. */
  historyExchanges: number;
}

/** A tool's failure that a second attempt may mend. */
interface Retry {
  /** For people: what failed. */
  readonly detail: string;
  /** The failed reply said that it goes on from its results. */
  readonly goesOn: boolean;
  /** Messages of the turn before the failed attempt, which the second one does not see. */
  readonly turnLength: number;
}

/** A specialist chosen for a step, and the tools that it may call. */
export interface Specialist {
  readonly adapter: AdapterInfo;
  readonly tools: readonly ToolDefinition[];
}

/** An engine chosen for the next step. */
export interface Chosen {
  readonly engine: Engine;
  /** Null where the base model goes without. */
  readonly specialist: Specialist | null;
  readonly reason: string;
  readonly trigger: EscalationTrigger | null;
}

/** Whether a specialist may take another step after this one, as its own limit and that of the run have it. */
export function hasSpecialistStepLeft({ specialists, limits, placeSteps }: RunState): boolean {
  return specialists.steps < limits.maxSpecialistSteps && placeSteps < limits.maxSteps;
}
