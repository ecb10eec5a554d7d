import type { AgentEvent } from '@kinglet/spec';
import type { ConversationHead, RunRecord } from '../../shared/index.ts';

/** One event at its place in a run; a text delta may be only a part of its text. */
export interface EventRow {
  readonly conversationId: string;
  readonly runId: string;
  /** Counts from 0 within the run. */
  readonly seq: number;
  readonly event: AgentEvent;
}

/** A run as it is stored, and the `seq` of its next event. */
export interface StoredRun {
  readonly run: RunRecord;
  readonly nextSeq: number;
}

export type JournalWrite =
  | { readonly kind: 'head'; readonly head: ConversationHead }
  | { readonly kind: 'run'; readonly run: Omit<RunRecord, 'events'> }
  | { readonly kind: 'event'; readonly row: EventRow }
  | { readonly kind: 'remove'; readonly conversationId: string };

/** Where the journal is kept. Rejects with what the database throws. */
export interface JournalStore {
  heads(): Promise<readonly ConversationHead[]>;
  /** All runs of a conversation with their events, in order of creation. */
  runs(conversationId: string): Promise<readonly StoredRun[]>;
  /** All or nothing, in order. */
  write(writes: readonly JournalWrite[]): Promise<void>;
  close(): void;
}
