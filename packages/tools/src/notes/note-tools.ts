import { KingletError, type Tool } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import { noteText } from '../spans/command.ts';
import { subjectOf } from '../spans/subject.ts';
import { oneLine } from '../text/clean-text.ts';
import { keyWords, matchScore } from '../text/match-words.ts';
import { noteLines } from './note-lines.ts';
import type { Note, NoteStore } from './note-store.ts';

const maxNoteLength = 2_000;

/** Writing and finding notes that stay on the device. */
export function noteTools(store: NoteStore): readonly Tool[] {
  return [note(store), search(store)];
}

function note(store: NoteStore): Tool {
  return defineTool({
    name: 'note',
    description: 'Save a note on this device.',
    arguments: { text: { description: "the note, in the user's words", maxLength: maxNoteLength } },
    risk: 'write',
    oncePerKey: true,
    examples: [
      {
        text: 'make a note: the key is in the drawer',
        arguments: { text: 'the key is in the drawer' },
      },
    ],
    answers: true,
    spans: ({ command, request, isCut }) =>
      command === 'note' && !isCut ? { text: [noteText(request) ?? ''] } : null,
    run: async ({ text }, { idempotencyKey, nowMs }) => {
      if (text === '') throw new KingletError('invalid-input', 'The note is empty. Say what to write down.');
      const kept: Note = { id: idempotencyKey, text, createdMs: nowMs };
      const content = await store.change({ key: idempotencyKey, timeMs: nowMs }, () => ({
        put: [kept],
        content: `Saved the note "${oneLine(text, 200)}".`,
      }));
      return success(content, { understood: oneLine(text) });
    },
  });
}

function search(store: NoteStore): Tool {
  return defineTool({
    name: 'search',
    description: "Search the user's saved notes.",
    arguments: { query: { description: 'words to look for' } },
    personal: true,
    examples: [{ text: 'find my note about the key', arguments: { query: 'key' } }],
    answers: true,
    spans: ({ command, request }) => (command === 'search' ? { query: subjectOf(request) } : null),
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
      return success(noteLines(found, context.timeZone), {
        understood: `notes about ${words.join(', ') || 'anything'}`,
      });
    },
  });
}
