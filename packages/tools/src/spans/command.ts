import { namesSubject } from './subject.ts';

/** What a message commands in its first words, where it clearly commands one thing: no other tool is offered for it then. */
export type Command = 'note' | 'remind' | 'delete' | 'list' | 'search';

const polite =
  /^(?:(?:please|pls|hey|hi|hello|ok|okay|kinglet|now|and|then|also|just|(?:can|could|would|will) you|i (?:want|would like|need) (?:you )?to|i['’]d like (?:you )?to|let['’]s|you can)\b[\s,.!:]*)+/i;

const noteCommand =
  /^(?:(?:(?:make|take|add|write|create|save|leave|jot|put|start|record|log|keep)\b(?: me| down| up| yourself)?(?: an?| the| this| that| another| my)?(?: new| quick| short| little| following)*|new|quick|an?) (?:note|memo)\b(?: down)?|note\b(?: down)?|memo\b|take notes?\b:?|jot\b(?: (?:this|that|it))?(?: down)?|(?:write|put|take)(?: this| that| it)? down\b|(?:save|record|log|keep|store)(?: this| that)\b|remember\b(?! when\b)(?: this)?|keep in mind\b|do(?:n['’]t| not) forget\b)/i;
/** What stands between the command and the note. */
const noteLink =
  /^[\s:,–—-]*(?:(?:to (?:my)?self|for me|please|saying|which says|that says)\b[\s:,–—-]*)*(?:(?:that|to|about|of|saying)\b\s*)?[\s:–—-]*/i;
/** `add … to my notes`. */
const noteAround =
  /^(?:add|put|save|write|store)\s+(\S.{0,1999}?)\s+(?:to|in|into)\s+(?:my|the)\s+notes?[\s.!]{0,9}$/is;
const noteAtEnd =
  /[\s,.;:!–—-]{1,3}(?:please\s+)?(?:(?:save|note|remember|record)\s+(?:this|that|it)(?:\s+down)?|(?:write|jot|note)\s+(?:this|that|it)\s+down|make a note(?:\s+of\s+(?:this|that|it))?)(?:[\s,]+please)?[\s.!]*$/i;

const keptNoun = '(?:notes?|memos?|reminders?|timers?|alarms?)';
const deleteVerb =
  '(?:delete|remove|erase|forget|clear|drop|cancel|stop|dismiss|discard|trash|get rid of|(?:turn|switch) off)';
const deleteCommand = new RegExp(`^${deleteVerb}\\b.*\\b${keptNoun}\\b|^(?:delete|erase)\\b`, 'is');
const remindCommand =
  /^(?:remind\b|(?:wake|alert|notify|ping) me\b|(?:set|start|create|add|make|give me|put on)\b(?: \S+){0,5}? (?:reminder|timer|alarm)\b|(?:timer|alarm|reminder)\b)/i;
const remindAnywhere =
  /\b(?:remind|wake|alert|notify|ping) me\b|\b(?:set|start)\b.{0,30}\b(?:timer|alarm|reminder)\b|\btell me to\b|\blet me forget\b/i;
const listNoun = /\b(?:notes|memos|reminders|timers|alarms)\b(?!\.\w)/i;
const subject =
  /\b(?:about|on|for|mention\w*|regarding|concerning|contain\w*|with|named|called|saying|says?)\s+(?!me\b|my\b|now\b|today\b|here\b|this device\b|file\b|it\b)\S/i;
const listCommand =
  /^(?:show|list|display|view|see|read(?: me| out)?|give me|tell me|open|print|what|which|(?:do|have) i\b|are there|all\b|my\b|(?:the )?(?:notes|memos|reminders|timers|alarms)[\s.?!]*$)/i;
const searchCommand =
  /^(?:search|find|look (?:up|for|in|through)|where|which|what|when|who|do i have|have i|did i|is there|are there|show|list|get|tell me|read)\b/i;
const noteWord = /\b(?:notes?(?!\.\w)|noted|memos?|wrote|written|i write|i save|saved|jotted)\b/i;

/** Whether it commands a reminder in its first words, so that one without a time is still meant as one. */
export function startsReminder(request: string): boolean {
  return remindCommand.test(request);
}

/** The message without `please`, `can you` and the like before it. */
export function withoutPoliteness(message: string): string {
  return message.trim().replace(polite, '');
}

/** Null where the message commands nothing that is kept. Expects it without politeness. */
export function commandOf(request: string): Command | null {
  if (noteText(request) !== null) return 'note';
  if (deleteCommand.test(request)) return 'delete';
  if (remindCommand.test(request) || remindAnywhere.test(request)) return 'remind';
  if (isAboutNotes(request) && subject.test(request)) return namesSubject(request) ? 'search' : 'list';
  if (listNoun.test(request) && listCommand.test(request) && !subject.test(request)) return 'list';
  if (isAboutNotes(request)) return namesSubject(request) ? 'search' : 'list';
  return /^search\b(?!.*\b(?:web|internet|online|google)\b)/i.test(request) ? 'search' : null;
}

function isAboutNotes(request: string): boolean {
  return (
    searchCommand.test(request) &&
    noteWord.test(request) &&
    !/^(?:what|which|who|when)\s+(?:is|are|was|were)\s+an?\b/i.test(request) &&
    !/^who (?:wrote|has written)\b/i.test(request)
  );
}

/** The words to keep of a message that commands to note them; null where it does not, '' where there are none. */
export function noteText(request: string): string | null {
  const command = noteCommand.exec(request);
  if (command !== null) return bare(request.slice(command[0].length).replace(noteLink, ''));
  const around = noteAround.exec(request);
  if (around !== null) return bare(around[1] ?? '');
  const end = noteAtEnd.exec(request);
  return end === null || end.index === 0 ? null : bare(request.slice(0, end.index));
}

/** Without quotes around it and without the stop after it. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/[\s.,;:]{1,20}$/, '')
    .replace(/^["“'‘]([^"“”]*)["”'’]$/, '$1')
    .trim();
}
