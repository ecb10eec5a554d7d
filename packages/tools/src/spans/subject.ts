const noun = 'notes?|memos?|reminders?|timers?|alarms?';
const marker =
  /\b(?:about|mention(?:s|ed|ing)?|regarding|concerning|contain(?:s|ing)?|saying|that says?|says|called|named|with|for|on)\s+(?=\S)/i;
const leading = new RegExp(
  `^(?:(?:search|find|look(?: (?:up|for|in|through))?|delete|remove|erase|forget|get rid of|clear|drop|cancel|stop|dismiss|discard|trash|(?:turn|switch) off|show|list|get|tell|read|where|what|which|when|who|did|do|does|have|has|is|are|was|there|i|me|you|we|my|the|an?|any|that|this|wrote|written|write|noted|note|saved|save|jotted|jot|down|${noun})\\s+)+(?:(?:about|to|on|for|of|with|that|saying|called|named)\\s+)?(?:(?:the|an?|my)\\s+)?`,
  'i',
);
const trailing = new RegExp(`(?:\\s+(?:please|${noun}|now|anywhere|in my|my|down|from|i have|again))+$`, 'i');

/** What a message that asks for a note or a reminder says it is about: its last words. At least one value. */
export function subjectOf(request: string): readonly string[] {
  const plain = request.slice(0, 400).replace(/[\s.,;:!?"”]{1,20}$/, '');
  const after = marker.exec(plain);
  const stripped = strip(plain);
  if (after === null) return [stripped === '' ? plain : stripped];
  const marked = strip(plain.slice(after.index + after[0].length));
  return marked === '' ? [stripped === '' ? plain : stripped] : [marked];
}

function strip(text: string): string {
  const words = `${text} `.replace(leading, '').trim();
  return ` ${words}`.replace(trailing, '').trim();
}
