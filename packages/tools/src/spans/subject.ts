const noun = 'notes?|memos?|reminders?|timers?|alarms?';
const marker =
  /\b(?:about|mention(?:s|ed|ing)?|regarding|concerning|contain(?:s|ing)?|saying|that says?|says|called|named|with|for|on)\s+(?=\S)/i;
const leading = new RegExp(
  `^(?:(?:search|find|look(?: (?:up|for|in|through))?|delete|remove|erase|forget|get rid of|clear|drop|cancel|stop|dismiss|discard|trash|(?:turn|switch) off|show|list|get|give|tell|read|of|i['’]ve|where|what|which|when|who|did|do|does|have|has|is|are|was|there|i|me|you|we|my|the|an?|any|that|this|wrote|written|write|noted|note|saved|save|jotted|jot|down|${noun})\\s+)+(?:(?:about|to|on|for|of|with|that|saying|called|named)\\s+)?(?:(?:the|an?|my)\\s+)?`,
  'i',
);
const trailing = new RegExp(
  `(?:\\s+(?:please|${noun}|now|anywhere|in my|my|down|from|i have|again|today|yesterday|did i|i|(?:noted?|wr[io]te|written|saved?)))+$`,
  'i',
);

/** Whether a message names what its note is about, beside the words that ask for it. */
export function namesSubject(request: string): boolean {
  return strip(tidy(request)) !== '';
}

/** What a message that asks for a note or a reminder says it is about; where it names nothing, its word for the two. */
export function subjectOf(request: string): readonly string[] {
  const plain = tidy(request);
  const after = marker.exec(plain);
  const marked = after === null ? '' : strip(plain.slice(after.index + after[0].length));
  const subject = marked === '' ? strip(plain) : marked;
  if (subject !== '') return [subject];
  const kept = new RegExp(`\\b(?:${noun})\\b`, 'i').exec(plain);
  return [kept?.[0] ?? plain];
}

function tidy(request: string): string {
  return request.slice(0, 400).replace(/[\s.,;:!?"”]{1,20}$/, '');
}

function strip(text: string): string {
  const words = `${text} `.replace(leading, '').trim();
  return ` ${words}`.replace(trailing, '').trim();
}
