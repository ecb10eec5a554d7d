import type { ConversationHead } from './conversation.ts';
import type { ModelStatus } from './model-status.ts';
import type { DueReminder } from './reminder.ts';
import type { Settings } from './settings.ts';

/** Everything a page shows at the start. */
export interface Snapshot {
  readonly settings: Settings;
  readonly hasKey: boolean;
  readonly models: readonly ModelStatus[];
  readonly conversations: readonly ConversationHead[];
  readonly dueReminders: readonly DueReminder[];
}
