import type { Tool } from '@kinglet/spec';
import { calculate } from './calculate/calculate.ts';
import { convert } from './convert/convert.ts';
import { date, days } from './dates/date-tools.ts';
import { time } from './dates/time-tool.ts';
import { keptTools } from './kept/kept-tools.ts';
import type { NoteStore } from './notes/note-store.ts';
import { noteTools } from './notes/note-tools.ts';
import { readFile } from './read-file/read-file.ts';
import { readPage } from './read-page/read-page.ts';
import { remind } from './reminders/remind.ts';
import type { ReminderStore } from './reminders/reminder-store.ts';

/** Where the built-in tools keep things and how they reach the network. */
export interface BuiltInParts {
  readonly notes: NoteStore;
  readonly reminders: ReminderStore;
  readonly fetch: typeof globalThis.fetch;
}

/** All built-in tools, sorted by name. */
export function builtInTools({ notes, reminders, fetch }: BuiltInParts): readonly Tool[] {
  const tools = [
    calculate,
    convert,
    date,
    days,
    time,
    readFile,
    readPage({ fetch }),
    ...noteTools(notes),
    remind(reminders),
    ...keptTools({ notes, reminders }),
  ];
  return tools.sort((left, right) => (left.definition.name < right.definition.name ? -1 : 1));
}
