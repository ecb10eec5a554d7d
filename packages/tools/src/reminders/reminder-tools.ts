import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { formatMoment } from '../dates/format-date.ts';
import { nowIn, parseWhen } from '../dates/parse-when.ts';
import { oneLine } from '../text/clean-text.ts';
import { meansAll, pickOne } from '../text/pick-one.ts';
import { formatWait } from './format-wait.ts';
import type { Reminder, ReminderStore } from './reminder-store.ts';

const maxListed = 20;
/** Ten years. */
const maxAheadMs = 3_653 * 86_400_000;

/** Setting, listing and cancelling reminders and timers. */
export function reminderTools(store: ReminderStore): readonly Tool[] {
  return [remind(store), listReminders(store), cancelReminder(store)];
}

function remind(store: ReminderStore): Tool {
  return defineTool({
    name: 'remind',
    description: 'Set a reminder or a timer. It shows while this page is open in a tab.',
    arguments: {
      text: { description: 'what to remind of', maxLength: 500 },
      when: { description: "when, in the user's words, such as in 10 minutes", maxLength: 100 },
    },
    ungrounded: ['text'],
    risk: 'write',
    run: async ({ text, when }, context) => {
      const moment = parseWhen(when, context);
      const dueMs = moment.epochMilliseconds;
      const ahead = dueMs - context.nowMs;
      if (ahead <= 0) {
        throw new KingletError(
          'invalid-input',
          `"${oneLine(when)}" is ${formatMoment(moment)}, which is past. Give a time to come.`,
        );
      }
      if (ahead > maxAheadMs) {
        throw new KingletError(
          'invalid-input',
          `"${oneLine(when)}" is ${formatMoment(moment)}; at most 10 years ahead are allowed.`,
        );
      }
      const about = text === '' ? 'Timer' : text;
      const effect = { key: context.idempotencyKey, timeMs: context.nowMs };
      const content = await store.change(effect, () => ({
        put: [{ id: effect.key, text: about, createdMs: context.nowMs, dueMs, shown: null }],
        content: `Set "${oneLine(about, 200)}" for ${formatMoment(moment)} (${formatWait(ahead)}). It shows while this page is open in a tab; if it is missed, it shows when the page is opened again.`,
      }));
      return success(content, {
        understood: `${oneLine(when, 60)} = ${formatMoment(moment)} (${context.timeZone})`,
      });
    },
  });
}

function listReminders(store: ReminderStore): Tool {
  return defineTool({
    name: 'list_reminders',
    description: 'Show the reminders and timers that are set.',
    arguments: {},
    run: async (_args, { nowMs, timeZone }) => {
      const reminders = [...(await store.list())].sort((left, right) => left.dueMs - right.dueMs);
      if (reminders.length === 0) return success('There are no reminders.');
      const lines = reminders
        .slice(0, maxListed)
        .map((reminder) => `- ${line(reminder, { nowMs, timeZone })}`);
      const more = reminders.length - lines.length;
      return success([...lines, ...(more > 0 ? [`and ${more} later ones`] : [])].join('\n'));
    },
  });
}

function line({ text, dueMs }: Reminder, { nowMs, timeZone }: { nowMs: number; timeZone: string }): string {
  const moment = formatMoment(nowIn({ nowMs: dueMs, timeZone }));
  return `${oneLine(text, 200)}: ${moment} (${dueMs > nowMs ? formatWait(dueMs - nowMs) : 'due'})`;
}

function cancelReminder(store: ReminderStore): Tool {
  return defineTool({
    name: 'cancel_reminder',
    description: 'Cancel a reminder or a timer.',
    arguments: { text: { description: 'words of the reminder to cancel' } },
    risk: 'write',
    destructive: true,
    run: async ({ text }, { idempotencyKey, nowMs }) => {
      const content = await store.change({ key: idempotencyKey, timeMs: nowMs }, (reminders) => {
        if (meansAll(text) && reminders.length > 0) {
          return {
            remove: reminders.map(({ id }) => id),
            content: `Cancelled all ${reminders.length} reminders.`,
          };
        }
        const reminder = pickOne(reminders, text, 'reminder');
        return { remove: [reminder.id], content: `Cancelled the reminder "${oneLine(reminder.text, 200)}".` };
      });
      return success(content, { understood: content });
    },
  });
}
