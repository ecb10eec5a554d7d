import { formatMoment } from '../dates/format-date.ts';
import { nowIn } from '../dates/parse-when.ts';
import { oneLine } from '../text/clean-text.ts';
import { formatWait } from './format-wait.ts';
import type { Reminder } from './reminder-store.ts';

const maxListed = 20;

/** One line a reminder, the next one first; what is left out is counted. */
export function reminderLines(
  reminders: readonly Reminder[],
  { nowMs, timeZone }: { nowMs: number; timeZone: string },
): string {
  const lines = reminders
    .toSorted((left, right) => left.dueMs - right.dueMs)
    .slice(0, maxListed)
    .map(({ text, dueMs }) => {
      const moment = formatMoment(nowIn({ nowMs: dueMs, timeZone }));
      return `- ${oneLine(text, 200)}: ${moment} (${dueMs > nowMs ? formatWait(dueMs - nowMs) : 'due'})`;
    });
  const more = reminders.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} later ones`] : [])].join('\n');
}
