import type { AgentEvent, ErrorShape, StandingRule } from '@kinglet/spec';
import type { Conversation, ConversationHead, RunRecord } from './conversation.ts';
import type { MeasureProgress } from './device-report.ts';
import type { ImportProgress } from './file-import.ts';
import type { ModelStatus } from './model-status.ts';
import type { DueReminder } from './reminder.ts';
import type { Settings } from './settings.ts';
import type { SiteToolCall } from './site-tool.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What the worker tells a tab, unasked. Sent in batches: one message carries what came within a frame. `run-added` and
 * `agent` go to the tabs in which the run's conversation is open, a notice to one tab, what is the same for all to all.
 */
export type ClientEvent =
  /** All that a page shows at the start; later events continue it. */
  | { readonly type: 'started'; readonly snapshot: Snapshot }
  /** A conversation as it stands now; later events continue it. Comes by the same way as they do, so none is lost or doubled. */
  | { readonly type: 'conversation-open'; readonly conversation: Conversation }
  | { readonly type: 'run-added'; readonly run: RunRecord }
  | { readonly type: 'agent'; readonly runId: string; readonly event: AgentEvent }
  | { readonly type: 'settings'; readonly settings: Settings; readonly hasKey: boolean }
  /** Those that stand now. */
  | { readonly type: 'standing-rules'; readonly rules: readonly StandingRule[] }
  | { readonly type: 'model'; readonly status: ModelStatus }
  /** One of the user's own was deleted: it is in the list no more. */
  | { readonly type: 'model-removed'; readonly modelId: string }
  /** Null: none runs any more. */
  | { readonly type: 'import'; readonly progress: ImportProgress | null }
  /** To the tab that measures the device; null: it does so no more. */
  | { readonly type: 'measuring'; readonly progress: MeasureProgress | null }
  | { readonly type: 'conversations'; readonly heads: readonly ConversationHead[] }
  | { readonly type: 'reminder-due'; readonly reminder: DueReminder }
  | { readonly type: 'reminder-dismissed'; readonly id: string }
  /** To the tab whose message it is: run a tool of the page's, and say what came of it by `siteToolEnd`. */
  | { readonly type: 'site-tool-call'; readonly call: SiteToolCall }
  /** The call is not waited for any more. */
  | { readonly type: 'site-tool-cancel'; readonly id: string }
  /** Something the user should know that belongs to no run: the log dropped rows, storage is denied. */
  | { readonly type: 'notice'; readonly error: ErrorShape };
