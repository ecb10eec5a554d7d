const tailLength = 2400;
const leastLength = 120;
const leastRepeats = 4;

/**
 * Where a text begins to say the same thing over and over, or -1: its end is one piece at least four times in a row over
 * at least 120 characters, or its last four lines differ in nothing but their place in a list. The index keeps the first copy.
 */
export function loopStart(text: string): number {
  const offset = Math.max(0, text.length - tailLength);
  const tail = text.slice(offset);
  const start = periodStart(tail);
  if (start < 0) return sameLinesStart(text);
  const sentenceEnd = /^[.!?…,;:)\]"']*/u.exec(tail.slice(start))?.[0].length ?? 0;
  return offset + start + sentenceEnd;
}

function periodStart(tail: string): number {
  for (let period = 1; period * leastRepeats <= tail.length; period += 1) {
    let same = 0;
    let index = tail.length - 1 - period;
    while (index >= 0 && tail[index] === tail[index + period]) {
      same += 1;
      index -= 1;
    }
    const length = same + period;
    if (length >= leastLength && length >= period * leastRepeats) return tail.length - length + period;
  }
  return -1;
}

function sameLinesStart(text: string): number {
  const offset = Math.max(0, text.length - tailLength);
  const lines = [...text.slice(offset).matchAll(/[^\n]+/g)]
    .map((match) => ({ end: offset + match.index + match[0].length, item: itemOf(match[0]) }))
    .filter(({ item }) => item !== '');
  const last = lines.slice(-leastRepeats);
  const first = last[0];
  if (first === undefined || last.length < leastRepeats || first.item.length < 12) return -1;
  return last.every(({ item }) => item === first.item) ? first.end : -1;
}

function itemOf(line: string): string {
  return line.replace(/^\s*(?:\d+[.)]|[-*])\s*/u, '').trim();
}
