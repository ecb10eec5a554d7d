import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { formatDate } from '../dates/format-date.ts';
import { nowIn } from '../dates/parse-when.ts';
import { oneLine } from '../text/clean-text.ts';
import { keyWords, matchScore } from '../text/match-words.ts';
import { meansAll, pickOne } from '../text/pick-one.ts';
import type { Note, NoteStore } from './note-store.ts';

const maxListed = 20;
const maxNoteLength = 2_000;

/** Writing, finding, listing and deleting notes that stay on the device. */
export function noteTools(store: NoteStore): readonly Tool[] {
  return [addNote(store), findNotes(store), listNotes(store), deleteNote(store)];
}

function addNote(store: NoteStore): Tool {
  return defineTool({
    name: 'add_note',
    description: 'Save a note on this device.',
    arguments: { text: { description: "the note, in the user's words", maxLength: maxNoteLength } },
    risk: 'write',
    run: async ({ text }, { idempotencyKey, nowMs }) => {
      if (text === '') throw new KingletError('invalid-input', 'The note is empty. Say what to write down.');
      const note: Note = { id: idempotencyKey, text, createdMs: nowMs };
      const content = await store.change({ key: idempotencyKey, timeMs: nowMs }, () => ({
        put: [note],
        content: `Saved the note "${oneLine(text, 200)}".`,
      }));
      return success(content, { understood: oneLine(text) });
    },
  });
}

function findNotes(store: NoteStore): Tool {
  return defineTool({
    name: 'find_notes',
    description: 'Search the saved notes.',
    arguments: { query: { description: 'words to look for' } },
    run: async ({ query }, context) => {
      const words = keyWords(query);
      const notes = await store.list();
      const scored = notes
        .map((note) => ({ note, score: words.length === 0 ? 1 : matchScore(words, keyWords(note.text)) }))
        .filter(({ score }) => score > 0);
      const best = Math.max(0, ...scored.map(({ score }) => score));
      const found = scored.filter(({ score }) => score === best).map(({ note }) => note);
      if (found.length === 0)
        return success(`No note is about "${oneLine(query)}". There are ${notes.length} notes.`);
      return success(written(found, context.timeZone), {
        understood: `notes about ${words.join(', ') || 'anything'}`,
      });
    },
  });
}

function listNotes(store: NoteStore): Tool {
  return defineTool({
    name: 'list_notes',
    description: 'Show all saved notes.',
    arguments: {},
    run: async (_args, { timeZone }) => {
      const notes = await store.list();
      return success(notes.length === 0 ? 'There are no notes yet.' : written(notes, timeZone));
    },
  });
}

function deleteNote(store: NoteStore): Tool {
  return defineTool({
    name: 'delete_note',
    description: 'Delete a saved note.',
    arguments: { text: { description: 'words of the note to delete' } },
    risk: 'write',
    destructive: true,
    run: async ({ text }, { idempotencyKey, nowMs }) => {
      const content = await store.change({ key: idempotencyKey, timeMs: nowMs }, (notes) => {
        if (meansAll(text) && notes.length > 0) {
          return { remove: notes.map(({ id }) => id), content: `Deleted all ${notes.length} notes.` };
        }
        const note = pickOne(notes, text, 'note');
        return { remove: [note.id], content: `Deleted the note "${oneLine(note.text, 200)}".` };
      });
      return success(content, { understood: content });
    },
  });
}

/** One line a note, newest first, with its day. */
function written(notes: readonly Note[], timeZone: string): string {
  const lines = notes.slice(0, maxListed).map((note) => {
    const day = formatDate(nowIn({ nowMs: note.createdMs, timeZone }).toPlainDate());
    return `- ${oneLine(note.text, 300)} (${day})`;
  });
  const more = notes.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} older ones`] : [])].join('\n');
}
