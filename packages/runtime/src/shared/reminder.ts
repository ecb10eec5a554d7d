/** A reminder that came due: while a tab was open, or `missed` and shown at the next opening. */
export interface DueReminder {
  readonly id: string;
  readonly text: string;
  /** When it was due, epoch milliseconds. */
  readonly dueMs: number;
  readonly missed: boolean;
}
