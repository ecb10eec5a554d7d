export { type BuiltInParts, builtInTools } from './built-in-tools.ts';
export { linkedAbort } from './call/linked-abort.ts';
export {
  checkedCall,
  type ParsedCall,
  parseCall,
  type ReadCall,
  readCall,
} from './call/parse-call.ts';
export { maxContentLength, runTool } from './call/run-tool.ts';
export { type Validation, validateArguments } from './call/validate-arguments.ts';
export { type NoteStore, openNotes } from './notes/note-store.ts';
export { decodeAttachment, maxAttachmentBytes } from './read-file/decode-attachment.ts';
export { type DueReminder, ReminderScheduler } from './reminders/reminder-scheduler.ts';
export { openReminders, type Reminder, type ReminderStore } from './reminders/reminder-store.ts';
export { namedUnit, type SaidAmount, type SaidMoment, saidAmounts, saidMoments } from './spans/said.ts';
export { oneLine } from './text/clean-text.ts';
