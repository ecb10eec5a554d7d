import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { noteLines } from '../notes/note-lines.ts';
import type { NoteStore } from '../notes/note-store.ts';
import { reminderLines } from '../reminders/reminder-lines.ts';
import type { ReminderStore } from '../reminders/reminder-store.ts';
import { subjectOf } from '../spans/subject.ts';
import { oneLine } from '../text/clean-text.ts';
import { meansAll, pickOne } from './pick-one.ts';

/** Where notes and reminders are kept. */
export interface KeptStores {
  readonly notes: NoteStore;
  readonly reminders: ReminderStore;
}

type Kind = 'note' | 'reminder';

/**
 * Listing and deleting, for notes and reminders alike: a small model tells the verbs apart, and code finds which of the
 * two is meant.
 */
export function keptTools(stores: KeptStores): readonly Tool[] {
  return [list(stores), remove(stores)];
}

function list({ notes, reminders }: KeptStores): Tool {
  return defineTool({
    name: 'list',
    description: 'Show all saved notes, or all reminders and timers.',
    arguments: { what: { description: 'notes or reminders', choices: ['notes', 'reminders'] } },
    ungrounded: ['what'],
    personal: true,
    examples: [
      { text: 'show my notes', arguments: { what: 'notes' } },
      { text: 'what reminders are set?', arguments: { what: 'reminders' } },
    ],
    answers: true,
    spans: ({ command, request }) => (command === 'list' ? { what: listedKinds(request) } : null),
    run: async ({ what }, context) => {
      if (what === 'notes') {
        const all = await notes.list();
        return success(all.length === 0 ? 'There are no notes yet.' : noteLines(all, context.timeZone));
      }
      const all = await reminders.list();
      return success(all.length === 0 ? 'There are no reminders.' : reminderLines(all, context));
    },
  });
}

function remove(stores: KeptStores): Tool {
  return defineTool({
    name: 'delete',
    description: 'Delete a saved note, or cancel a reminder or timer.',
    arguments: { text: { description: 'words of the note or reminder' } },
    personal: true,
    risk: 'write',
    oncePerKey: true,
    destructive: true,
    examples: [
      { text: 'delete the key note', arguments: { text: 'key' } },
      { text: 'cancel the reminder to eat', arguments: { text: 'eat' } },
    ],
    answers: true,
    spans: ({ command, request }) => (command === 'delete' ? { text: subjectOf(request) } : null),
    dryRun: async ({ text }, { userText }) => {
      const { verb, what } = await planRemoval(stores, text, kindsIn(`${text} ${userText}`));
      return `${verb.now} ${what}.`;
    },
    run: async ({ text }, { idempotencyKey: key, nowMs, userText }) => {
      const done = (await stores.notes.answerOf(key)) ?? (await stores.reminders.answerOf(key));
      const content =
        done ?? (await removeOnce(stores, text, kindsIn(`${text} ${userText}`), { key, timeMs: nowMs }));
      return success(content, { understood: content });
    },
  });
}

/** What a message that asks for a list means; one that names no kind asks what it wrote. */
function listedKinds(request: string): readonly string[] {
  const kinds = kindsIn(request);
  const named = kinds.length === 1 || /\bnotes?\b/i.test(request) ? kinds : (['note'] as const);
  return named.map((kind) => `${kind}s`);
}

/** The kinds that words name; both where they name none. */
function kindsIn(words: string): readonly Kind[] {
  const kinds: Kind[] = [];
  if (/\bnotes?\b/i.test(words)) kinds.push('note');
  if (/\b(?:reminders?|timers?|alarms?|remind)\b/i.test(words)) kinds.push('reminder');
  return kinds.length === 0 ? ['note', 'reminder'] : kinds;
}

async function removeOnce(
  stores: KeptStores,
  words: string,
  kinds: readonly Kind[],
  effect: { readonly key: string; readonly timeMs: number },
): Promise<string> {
  const { kind, ids, verb, what } = await planRemoval(stores, words, kinds);
  const change = { remove: ids, content: `${verb.done} ${what}.` };
  const { notes, reminders } = stores;
  return kind === 'note' ? notes.change(effect, () => change) : reminders.change(effect, () => change);
}

const removing = { now: 'Deletes', done: 'Deleted' };
const cancelling = { now: 'Cancels', done: 'Cancelled' };

/** What words of the user's mean to take out. */
interface Removal {
  readonly kind: Kind;
  readonly ids: readonly string[];
  readonly verb: { readonly now: string; readonly done: string };
  readonly what: string;
}

/** Throws KingletError `invalid-input` where nothing fits, or more than one item. */
async function planRemoval(stores: KeptStores, words: string, kinds: readonly Kind[]): Promise<Removal> {
  const notes = kinds.includes('note') ? await stores.notes.list() : [];
  const reminders = kinds.includes('reminder') ? await stores.reminders.list() : [];
  if (meansAll(words)) {
    const [kind] = kinds;
    if (kinds.length > 1 || kind === undefined) {
      throw new KingletError('invalid-input', 'Say whether all notes or all reminders are meant.');
    }
    const ids = (kind === 'note' ? notes : reminders).map(({ id }) => id);
    if (ids.length === 0) throw new KingletError('invalid-input', `There are no ${kind}s.`);
    return { kind, ids, verb: removing, what: `all ${ids.length} ${kind}s` };
  }
  const all = [
    ...notes.map((item) => ({ ...item, kind: 'note' as const })),
    ...reminders.map((item) => ({ ...item, kind: 'reminder' as const })),
  ];
  const { id, text, kind } = pickOne(
    all.sort((left, right) => right.createdMs - left.createdMs),
    words,
    kinds.length === 1 ? (kinds[0] ?? 'note') : 'note or reminder',
  );
  const verb = kind === 'note' ? removing : cancelling;
  return { kind, ids: [id], verb, what: `the ${kind} "${oneLine(text, 200)}"` };
}
