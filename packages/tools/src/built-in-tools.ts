import type { Tool } from '@kinglet/spec';
import { calculate } from './calculate/calculate.ts';
import { convert } from './convert/convert.ts';
import { date, daysBetween } from './dates/date-tools.ts';
import { time } from './dates/time-tool.ts';
import type { NoteStore } from './notes/note-store.ts';
import { noteTools } from './notes/note-tools.ts';
import { readFile } from './read-file/read-file.ts';
import { readPage } from './read-page/read-page.ts';
import type { ReminderStore } from './reminders/reminder-store.ts';
import { reminderTools } from './reminders/reminder-tools.ts';

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
    daysBetween,
    time,
    readFile,
    readPage({ fetch }),
    ...noteTools(notes),
    ...reminderTools(reminders),
  ];
  return tools.sort((left, right) => (left.definition.name < right.definition.name ? -1 : 1));
}
