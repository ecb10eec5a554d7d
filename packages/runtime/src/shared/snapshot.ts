import type { StandingRule } from '@kinglet/spec';
import type { ConversationHead } from './conversation.ts';
import type { ModelStatus } from './model-status.ts';
import type { DueReminder } from './reminder.ts';
import type { Settings } from './settings.ts';

/** Everything a page shows at the start. */
export interface Snapshot {
  readonly settings: Settings;
  readonly hasKey: boolean;
  /** What the user decided for good about tools. */
  readonly standingRules: readonly StandingRule[];
  readonly models: readonly ModelStatus[];
  /** What runs until the user chooses: the page's author's choice, else the catalogue's. Null where the list has neither. */
  readonly defaultModelId: string | null;
  readonly conversations: readonly ConversationHead[];
  readonly dueReminders: readonly DueReminder[];
}
