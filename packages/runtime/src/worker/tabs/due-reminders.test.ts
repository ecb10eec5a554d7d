import { KingletError } from '@kinglet/spec';
import type { DueReminder, ReminderScheduler } from '@kinglet/tools';
import { describe, expect, it, vi } from 'vitest';
import type { ClientEvent } from '../../shared/index.ts';
import { DueReminders } from './due-reminders.ts';
import { Tabs } from './tabs.ts';

const tea: DueReminder = { id: 'tea', text: 'Tea', dueMs: 5, missed: false };

function setUp(start: (onDue: (reminder: DueReminder) => void) => Promise<void>) {
  const dismissed: string[] = [];
  const scheduler = { start, dismiss: async (id: string) => void dismissed.push(id) };
  const events: ClientEvent[][] = [[], []];
  const tabs = new Tabs();
  for (const heard of events) tabs.add({ add: (event) => void heard.push(event), flush: async () => {} });
  const reminders = new DueReminders(scheduler as unknown as ReminderScheduler, tabs);
  reminders.start();
  return { reminders, events, dismissed };
}

describe('DueReminders', () => {
  it('shows one in every tab and to those that come later, until one dismisses it', async () => {
    const { reminders, events, dismissed } = setUp(async (onDue) => onDue(tea));
    expect(reminders.list).toEqual([tea]);
    await reminders.dismiss('tea');
    expect(reminders.list).toEqual([]);
    expect(dismissed).toEqual(['tea']);
    const all = [
      { type: 'reminder-due', reminder: tea },
      { type: 'reminder-dismissed', id: 'tea' },
    ];
    expect(events).toEqual([all, all]);
  });

  it('says in one tab that reminders cannot be read', async () => {
    const { events } = setUp(async () => {
      throw new KingletError('storage-denied', 'No storage.');
    });
    await vi.waitFor(() => expect(events[1]).toMatchObject([{ type: 'notice' }]));
    expect(events[0]).toEqual([]);
  });
});
