/**
 * Writes tools.json beside it: the built-in tools as the dataset names them.
 * Run: pnpm exec tsx apps/trainer/kinglet_trainer/data/builtin/write-tools.ts
 */
import { writeFileSync } from 'node:fs';
import { builtInTools } from '../../../../../packages/tools/src/built-in-tools.ts';
import { openNotes } from '../../../../../packages/tools/src/notes/note-store.ts';
import { openReminders } from '../../../../../packages/tools/src/reminders/reminder-store.ts';

const tools = builtInTools({ notes: openNotes(), reminders: openReminders(), fetch: globalThis.fetch });
const written = tools.map(({ definition: { name, description, parameters } }) => ({
  name,
  description,
  parameters,
}));
writeFileSync(new URL('tools.json', import.meta.url), `${JSON.stringify(written, null, 2)}\n`);
