import { type Item, ItemStore } from '../storage/item-store.ts';

/** A reminder or a timer on the device; it stays until it is dismissed or cancelled. */
export interface Reminder extends Item {
  /** Epoch milliseconds. */
  readonly dueMs: number;
  /** Null until it was shown. */
  readonly shown: { readonly missed: boolean } | null;
}

/** The user's reminders. */
export type ReminderStore = ItemStore<Reminder>;

/** Opens the reminders; the database itself is opened at first use. */
export function openReminders({ name = 'kinglet-reminders' }: { name?: string } = {}): ReminderStore {
  return new ItemStore<Reminder>(name);
}
