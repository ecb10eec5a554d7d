import type { Clock } from '@kinglet/spec';
import type { Reminder, ReminderStore } from './reminder-store.ts';

/** A reminder to show now. */
export interface DueReminder {
  readonly id: string;
  readonly text: string;
  /** When it was due, epoch milliseconds. */
  readonly dueMs: number;
  /** It came due while no page was open, or while the device slept. */
  readonly missed: boolean;
}

/** How late a reminder may be shown, while a tab is open, and still count as on time. */
const onTimeMs = 60_000;
/** Looks again at least this often: for other tabs' reminders, a clock that was set, a device that slept. */
const lookAgainMs = 60_000;

/**
 * Shows reminders when they come due, from `start` to `stop`. What is shown stays in the store until it is dismissed,
 * and is shown again by the next `start`. Each open tab has its own scheduler and shows each reminder once.
 */
export class ReminderScheduler {
  readonly #store: ReminderStore;
  readonly #clock: Pick<Clock, 'nowMs' | 'sleep'>;
  #running: AbortController | null = null;
  #reported = new Set<string>();

  constructor(store: ReminderStore, clock: Pick<Clock, 'nowMs' | 'sleep'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Reports what is due already, then resolves and goes on in the background. Rejects with KingletError where the store
   * cannot be read; it looks again each minute all the same.
   */
  async start(onDue: (reminder: DueReminder) => void): Promise<void> {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#reported = new Set();
    try {
      // Whatever is due by now came due while nobody looked.
      await this.#report(onDue, running.signal, { graceMs: 0 });
    } finally {
      void this.#watch(onDue, running.signal);
    }
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  /** The user has seen it: it is deleted. */
  async dismiss(id: string): Promise<void> {
    await this.#store.change(null, () => ({ remove: [id], content: '' }));
  }

  async #watch(onDue: (reminder: DueReminder) => void, signal: AbortSignal): Promise<void> {
    let changed = new AbortController();
    const unsubscribe = this.#store.onChange(() => changed.abort());
    while (!signal.aborted) {
      const waitMs = await this.#report(onDue, signal).catch(() => lookAgainMs);
      if (!changed.signal.aborted) {
        const wake = AbortSignal.any([signal, changed.signal]);
        await this.#clock.sleep(waitMs, { signal: wake }).catch(() => undefined);
      }
      changed = new AbortController();
    }
    unsubscribe();
  }

  /** Reports what has come due and was not reported yet. Returns how long to wait. */
  async #report(
    onDue: (reminder: DueReminder) => void,
    signal: AbortSignal,
    { graceMs = onTimeMs }: { graceMs?: number } = {},
  ): Promise<number> {
    const reminders = await this.#store.list();
    if (signal.aborted) return lookAgainMs;
    const nowMs = this.#clock.nowMs();
    const due = reminders.filter(({ id, dueMs }) => dueMs <= nowMs && !this.#reported.has(id));
    const shown = due.map((reminder) => ({
      ...reminder,
      shown: reminder.shown ?? { missed: nowMs - reminder.dueMs > graceMs },
    }));
    for (const { id, text, dueMs, shown: how } of shown.sort((left, right) => left.dueMs - right.dueMs)) {
      this.#reported.add(id);
      onDue({ id, text, dueMs, missed: how.missed });
    }
    if (due.some((reminder) => reminder.shown === null)) await this.#keep(shown);
    const next = Math.min(...reminders.map(({ dueMs }) => dueMs).filter((dueMs) => dueMs > nowMs));
    return Math.min(lookAgainMs, Math.max(1, next - nowMs));
  }

  /** Remembers that they were shown; one that was dismissed in the meantime stays away. */
  async #keep(shown: readonly Reminder[]): Promise<void> {
    await this.#store.change(null, (reminders) => ({
      put: shown.filter(({ id }) =>
        reminders.some((reminder) => reminder.id === id && reminder.shown === null),
      ),
      content: '',
    }));
  }
}
