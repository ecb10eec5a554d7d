import type { ApprovalRequest, ErrorShape, StandingRule } from '@kinglet/spec';
import type {
  Conversation,
  ConversationHead,
  DueReminder,
  ImportProgress,
  MeasureProgress,
  ModelStatus,
  RunRecord,
  Settings,
} from '../shared/index.ts';
import type { DepartureView } from './departures.ts';

/** One immutable snapshot of all that a page draws. */
export interface ClientState {
  /**
   * `starting`: also while another tab takes over. `lost`: the worker died; `restart()` starts another and nothing stored is
   * lost. `failed`: it could not be started, or another tab's is of another version (`other-version`).
   */
  readonly phase: 'starting' | 'ready' | 'lost' | 'failed';
  readonly error: ErrorShape | null;
  readonly settings: Settings;
  readonly hasKey: boolean;
  /** What the user decided for good about tools, newest last. */
  readonly standingRules: readonly StandingRule[];
  readonly models: readonly ModelStatus[];
  /** What runs until the user chooses; null where the list lacks it. */
  readonly defaultModelId: string | null;
  /** Of the file that is being imported; null while none is. */
  readonly importing: ImportProgress | null;
  /** Of the measurement of the device that this tab asked for; null while none runs. */
  readonly measuring: MeasureProgress | null;
  readonly conversations: readonly ConversationHead[];
  /** The open conversation; its runs' views are in `runs`. */
  readonly conversation: Omit<Conversation, 'runs'> | null;
  readonly runs: readonly RunView[];
  /** Of the open conversation, waiting for the user, oldest first. The first answer counts, in whichever tab. */
  readonly approvals: readonly ApprovalRequest[];
  readonly reminders: readonly DueReminder[];
  readonly notices: readonly ErrorShape[];
  /** `navigator.onLine`. */
  readonly online: boolean;
}

export type RunStatus = 'running' | 'complete' | 'cancelled' | 'failed' | 'interrupted';

/** A run as a person sees it, reduced from its events. */
export interface RunView {
  readonly record: RunRecord;
  /** It ran while this page looked on; false for one that was read back, ended, from the journal. */
  readonly live: boolean;
  readonly status: RunStatus;
  /** What it does right now; null when ended. */
  readonly activity: 'prefill' | 'decode' | 'tool' | 'approval' | null;
  readonly parts: readonly RunPart[];
  /** Of the step that gave the answer. */
  readonly badge: AnswerBadge | null;
  /** Why each request of it left the device; empty where none did. */
  readonly departures: readonly DepartureView[];
  /** What happened and what to do, where the run did not complete. */
  readonly notice: string | null;
  /** Log rows of the run's steps, for feedback; the last one is the answer's. */
  readonly rowIds: readonly string[];
}

export type RunPart =
  | {
      readonly kind: 'text';
      readonly step: number;
      readonly text: string;
      /** It answers a question of fact with what nothing in the conversation bears out. */
      readonly unsupported?: true;
    }
  | {
      readonly kind: 'tool';
      readonly callId: string;
      readonly tool: string;
      readonly argumentsJson: string;
      readonly origin: string;
      readonly risk: 'read' | 'write' | 'send';
      readonly state: 'asking' | 'running' | 'done' | 'failed';
      readonly content: string | null;
      readonly understood: string | null;
      readonly durationMs: number | null;
      /** The standing rule of the user's that let it run; absent where none was needed. */
      readonly ruleId?: string;
    }
  | {
      readonly kind: 'escalation';
      readonly trigger: string;
      readonly detail: string;
      readonly answered: boolean;
      /** Id of the larger model on this device that went on; null where it was one behind an endpoint, or nobody. */
      readonly localModel: string | null;
    }
  | { readonly kind: 'context-drop'; readonly exchanges: number };

/** What stands under an answer. */
export interface AnswerBadge {
  readonly place: 'device' | 'remote';
  /** `WebAssembly, 8 threads`, `WebGPU`, or the host. */
  readonly where: string;
  readonly modelId: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly reusedTokens: number | null;
  /** The server gave no counts: the token numbers are estimates. */
  readonly estimated: boolean;
  readonly tokensPerSecond: number | null;
  readonly timeToFirstTokenMs: number | null;
  readonly costUsd: number | null;
  /** The specialist that was asked; null where the base model was. */
  readonly adapter: string | null;
  /** Its probability of the reply, from 0 to 1; null where the engine tells none. */
  readonly confidence: number | null;
  /** How probable it is that its calls are right, from 0 to 1; null where nobody can tell. */
  readonly certainty: number | null;
}
