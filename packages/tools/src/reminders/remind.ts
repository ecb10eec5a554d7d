import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { formatMoment } from '../dates/format-date.ts';
import { parseWhen, type WhenContext } from '../dates/parse-when.ts';
import { startsReminder } from '../spans/command.ts';
import type { SpokenMessage } from '../spans/spoken-message.ts';
import { oneLine } from '../text/clean-text.ts';
import { formatWait } from './format-wait.ts';
import type { ReminderStore } from './reminder-store.ts';
import { reminderTexts } from './reminder-text.ts';

/** Ten years. */
const maxAheadMs = 3_653 * 86_400_000;

/** Offered without a time too: running it says that one is missing, where a chat would promise to remind. */
function withoutTime({ request }: SpokenMessage) {
  if (!startsReminder(request)) return null;
  const text = reminderTexts(request, '');
  return { text, when: text };
}

/** Sets a reminder or a timer. */
export function remind(store: ReminderStore): Tool {
  return defineTool({
    name: 'remind',
    description: 'Set a reminder or a timer. It shows while this page is open in a tab.',
    arguments: {
      text: { description: 'what to remind of; empty for a timer', maxLength: 500, mayBeEmpty: true },
      when: { description: "when, in the user's words, such as in 10 minutes", maxLength: 100 },
    },
    ungrounded: ['text'],
    risk: 'write',
    oncePerKey: true,
    examples: [
      {
        text: 'remind me to eat in 20 minutes',
        arguments: { text: 'eat', when: 'in 20 minutes' },
      },
    ],
    answers: true,
    spans: (message) => {
      if (message.command !== 'remind') return null;
      const when = message.spansOf('moment').map(({ text }) => text);
      if (when.length === 0) return withoutTime(message);
      return { text: when.flatMap((words) => reminderTexts(message.request, words)), when };
    },
    dryRun: ({ text, when }, context) => {
      const moment = momentToCome(when, context);
      return `Sets "${oneLine(text === '' ? 'Timer' : text, 200)}" for ${formatMoment(moment)}.`;
    },
    run: async ({ text, when }, context) => {
      // By now its time may be past.
      const done = await store.answerOf(context.idempotencyKey);
      if (done !== undefined) return success(done);
      const moment = momentToCome(when, context);
      const dueMs = moment.epochMilliseconds;
      const ahead = dueMs - context.nowMs;
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

/** Throws KingletError `invalid-input` for words that are no time, a time that is past, and one too far off. */
function momentToCome(when: string, context: WhenContext) {
  const moment = parseWhen(when, context);
  const ahead = moment.epochMilliseconds - context.nowMs;
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
  return moment;
}
