import type { ClientState } from '@kinglet/runtime/client';
import type { DueReminder } from '@kinglet/runtime/shared';

/** Name of the tool that makes a reminder. */
const reminderTool = 'remind';

/** True where this change brought the first reminder that the user made: the moment to ask for notifications. */
export function reminderWasMade(before: ClientState, after: ClientState): boolean {
  if (typeof Notification === 'undefined' || Notification.permission !== 'default') return false;
  return countMade(after) > countMade(before) && before.runs.length > 0;
}

function countMade({ runs }: ClientState): number {
  const parts = runs.at(-1)?.parts ?? [];
  return parts.filter((part) => part.kind === 'tool' && part.state === 'done' && part.tool === reminderTool)
    .length;
}

/** Shows a reminder outside the page where the user allowed that; else does nothing. */
export function notifyOf(reminder: DueReminder): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted' || reminder.missed) return;
  const options = { body: reminder.text, tag: `kinglet-${reminder.id}` };
  try {
    new Notification('Kinglet', options);
  } catch {
    // Chrome on Android only shows notifications through a service worker.
    void navigator.serviceWorker?.ready.then((registration) =>
      registration.showNotification('Kinglet', options),
    );
  }
}
