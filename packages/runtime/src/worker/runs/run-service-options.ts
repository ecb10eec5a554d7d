import type { AgentDeps, RemoteTarget, RunLimits } from '@kinglet/agent';
import type { Clock, Engine, Tool } from '@kinglet/spec';
import type { ClientEvent, RunWishes, Settings } from '../../shared/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { RunLog } from './rows-written.ts';
import type { StandingRules } from './standing-rules.ts';

/** What the user keeps here, beside the conversations. */
export interface Kept {
  /** Tools for engines that go on from results; see `AgentDeps.companions`. */
  readonly companions: readonly Tool[];
  /** The tools that the user wrote, as they are now. */
  userTools(): readonly Tool[];
  /** What the user wants remembered, oldest first. */
  facts(): readonly string[];
}

export interface RunServiceOptions extends Partial<Kept> {
  readonly journal: Journal;
  /** Tells the tabs; an event of a run with the id of its conversation. */
  tell(event: ClientEvent, conversationId?: string): void;
  readonly clock: Clock;
  readonly tools: readonly Tool[];
  /** The local model's engine, waited for where it is on its way; null where there is none. */
  localEngine(signal: AbortSignal, conversationId: string): Promise<Engine | null>;
  /** The larger model of the settings; null where none is set. */
  remote(): RemoteTarget | null;
  /** Null while the log is switched off. */
  log(): RunLog | null;
  online(): boolean;
  /** Keeps other workers from the run until what it gives is called; null where another one has it. */
  hold(runId: string): Promise<(() => void) | null>;
  /** Of the router's policy file. */
  readonly rules?: AgentDeps['rules'];
  /** What the user decided for good. */
  readonly standing: Pick<StandingRules, 'list' | 'used' | 'allow'>;
  /** What the larger model cost; absent: nothing is counted. */
  readonly ledger?: AgentDeps['ledger'];
  /** A larger model on this device, and the chosen one's return after it. */
  readonly largerLocal?: NonNullable<AgentDeps['largerLocal']>;
  comeBack?(): void;
  /** What the user set about leaving the device; absent: nothing. */
  limitsOf?(): Pick<Settings, 'neverLeave' | 'mayBeWrong'>;
  /** Those that are not the agent's defaults; absent: none. */
  readonly limits?: Partial<RunLimits>;
  readonly timeZone: string;
  readonly locale: string;
  /** The page's: its own tools are of it. */
  readonly origin: string;
}

/** What the sender of a run wished, its page's own tools ready to be called. */
export interface Wanted extends RunWishes {
  readonly own: readonly Tool[];
}
