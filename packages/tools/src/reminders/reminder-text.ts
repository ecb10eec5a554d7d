const lead =
  /^(?:and |then |to )*(?:(?:please\s+)?(?:remind|alert|notify|ping|tell) me\b|remind\b|wake me(?: up)?\b|(?:set|start|create|add|make|give me|put on)\b(?: \S+){0,4}? (?:reminder|timer|alarm)\b|(?:set|start|create|make|give me)\b(?: up)?(?: me)?(?: an?| the)?|(?:an? )?(?:reminder|timer|alarm)\b|do(?:n['’]t| not) let me forget\b|i (?:need|have|want|must|should|got|ought)(?: to)?\b)[\s,:]*/i;
const link =
  /^(?:(?:please|that|to|about|of|for|saying|i (?:need|have|want|must|should|ought) to|and|the|an?|called)\b[\s,:]*)+/i;
const ending =
  /(?:[\s,.;:!?–—-]{1,5}(?:please|remind me|to|on|at|for|and|in|by|the|an?|timer|reminder|alarm|me))+[\s.,;:!?]*$|[\s.,;:!?]+$/i;

/** Says before it what to remind of, beside other words such as `every day`. */
const task = /(?:^|\bme|\breminder)\s*(?:to|about|that|of)\b/i;

/** What to remind of: the words before and after those that say when. Where there are none, what was asked to be set. */
export function reminderTexts(request: string, when: string): readonly string[] {
  const at = request.indexOf(when);
  if (at < 0) return [];
  const sides = [request.slice(0, at), request.slice(at + when.length)];
  const parts = sides.map((side) => ({ text: remaining(side), isTask: task.test(side) }));
  const named = parts.filter(({ text }) => text !== '');
  if (named.length > 0) {
    const tasks = named.filter(({ isTask }) => isTask);
    return (tasks.length > 0 ? tasks : named).map(({ text }) => text);
  }
  const noun = /\b(?:timer|alarm|reminder|wake me(?: up)?)\b/i.exec(request)?.[0];
  return [noun ?? request.slice(0, 60)];
}

function remaining(part: string): string {
  const words = part
    .trim()
    .replace(/^[\s,.;:!?–—-]{1,20}/, '')
    .replace(lead, '')
    .replace(link, '');
  return ` ${words}`.replace(ending, '').trim();
}
