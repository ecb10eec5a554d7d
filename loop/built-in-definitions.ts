import type { ToolDefinition } from '@kinglet/spec';
import { builtInTools, openNotes, openReminders } from '@kinglet/tools';

/** The app's own tools as models see them, sorted by name. */
export function builtInDefinitions(): readonly ToolDefinition[] {
  const parts = { notes: openNotes(), reminders: openReminders(), fetch: globalThis.fetch };
  return builtInTools(parts).map(({ definition }) => definition);
}
