import { formatDate } from '../dates/format-date.ts';
import { nowIn } from '../dates/parse-when.ts';
import { oneLine } from '../text/clean-text.ts';
import type { Note } from './note-store.ts';

const maxListed = 20;

/** One line a note, newest first, with its day; what is left out is counted. */
export function noteLines(notes: readonly Note[], timeZone: string): string {
  const lines = notes.slice(0, maxListed).map((note) => {
    const day = formatDate(nowIn({ nowMs: note.createdMs, timeZone }).toPlainDate());
    return `- ${oneLine(note.text, 300)} (${day})`;
  });
  const more = notes.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} older ones`] : [])].join('\n');
}
