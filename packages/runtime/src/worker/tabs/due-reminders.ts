import { toKingletError } from '@kinglet/spec';
import type { ReminderScheduler } from '@kinglet/tools';
import type { DueReminder } from '../../shared/index.ts';
import type { Tabs } from './tabs.ts';

/** The reminders that came due and that nobody dismissed: every tab shows them, and a dismissal counts for all. */
export class DueReminders {
  readonly #scheduler: ReminderScheduler;
  readonly #tabs: Tabs;
  readonly #due = new Map<string, DueReminder>();

  constructor(scheduler: ReminderScheduler, tabs: Tabs) {
    this.#scheduler = scheduler;
    this.#tabs = tabs;
  }

  /** For a tab that comes later. */
  get list(): readonly DueReminder[] {
    return [...this.#due.values()];
  }

  /** Tells of missed ones, and from then on of each as it comes due. */
  start(): void {
    const onDue = (reminder: DueReminder) => {
      this.#due.set(reminder.id, reminder);
      this.#tabs.tell({ type: 'reminder-due', reminder });
    };
    this.#scheduler.start(onDue).catch((thrown: unknown) => {
      this.#tabs.tell({ type: 'notice', error: toKingletError(thrown, 'storage-denied').toShape() });
    });
  }

  async dismiss(id: string): Promise<void> {
    this.#due.delete(id);
    this.#tabs.tell({ type: 'reminder-dismissed', id });
    await this.#scheduler.dismiss(id);
  }
}
