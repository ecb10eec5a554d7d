import type { AgentEvent, Attachment } from '@kinglet/spec';
import type { SiteWishes } from './site-wishes.ts';

/** A conversation without its runs. */
export interface ConversationHead {
  readonly id: string;
  /** The first message's opening words, until the user renames it. */
  readonly title: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** The newest run on the branch that is shown; null while empty. */
  readonly leafId: string | null;
}

/**
 * One run of the journal: the user's message and everything the agent reported of it. Runs form a tree by
 * `parentId`: regenerating or editing adds a sibling, nothing is overwritten. The exact transcript is the user's text
 * and the `message` events. A run without a `run-end` event was interrupted, and may yet go on.
 */
export interface RunRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly parentId: string | null;
  readonly createdMs: number;
  readonly userText: string;
  readonly attachments: readonly Attachment[];
  /** Absent in what an older version stored: such a run is not taken up again. */
  readonly wishes?: RunWishes;
  /** In order; neighbouring text deltas of a step are joined. */
  readonly events: readonly AgentEvent[];
}

/** What the user and the page's author want of one run, beside its message. */
export interface RunWishes {
  /** The user pressed "ask the larger model". */
  readonly askLarger: boolean;
  readonly site: SiteWishes;
}

export interface Conversation {
  readonly head: ConversationHead;
  /** The branch that is shown, oldest first. */
  readonly runs: readonly RunRecord[];
  /** For a run of the branch that has siblings: their ids, itself included, oldest first. */
  readonly siblings: Readonly<Record<string, readonly string[]>>;
  /** Runs of the branch that this worker works on right now; absent: none. */
  readonly running?: readonly string[];
}
