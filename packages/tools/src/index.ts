export { type BuiltInParts, builtInTools } from './built-in-tools.ts';
export { linkedAbort } from './call/linked-abort.ts';
export { maxWholeLength, pageOf, readMoreName } from './call/page-result.ts';
export { checkedCall, type ParsedCall, parseCall, type ReadCall, readCall } from './call/parse-call.ts';
export { readMore } from './call/read-more.ts';
export { maxContentLength, runTool } from './call/run-tool.ts';
export { type Validation, validateArguments } from './call/validate-arguments.ts';
export { type Fact, type FactStore, openFacts } from './memory/fact-store.ts';
export { remember } from './memory/remember.ts';
export { type NoteStore, openNotes } from './notes/note-store.ts';
export { decodeAttachment, maxAttachmentBytes } from './read-file/decode-attachment.ts';
export { type DueReminder, ReminderScheduler } from './reminders/reminder-scheduler.ts';
export { openReminders, type Reminder, type ReminderStore } from './reminders/reminder-store.ts';
export { namedUnit, type SaidAmount, type SaidMoment, saidAmounts, saidMoments } from './spans/said.ts';
export { oneLine } from './text/clean-text.ts';
export {
  maxUserTools,
  parseUserTool,
  parseUserTools,
} from './user-tools/parse-user-tool.ts';
export type { UserCodeEnd } from './user-tools/run-user-code.ts';
export { createSandbox, type Sandbox } from './user-tools/sandbox.ts';
export { userTools } from './user-tools/user-tools.ts';
