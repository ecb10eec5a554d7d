const tailLength = 2400;
const leastLength = 120;
const leastRepeats = 4;

/**
 * Where a text begins to say the same thing over and over, or -1: its end is one piece at least four times in a row over
 * at least 120 characters, or its last four lines differ in nothing but their numbers. The index keeps the first copy.
 */
export function loopStart(text: string): number {
  const offset = Math.max(0, text.length - tailLength);
  const tail = text.slice(offset);
  const start = periodStart(tail);
  return start >= 0 ? offset + start : sameLinesStart(text);
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
    .map((match) => ({ end: offset + match.index + match[0].length, words: lineWords(match[0]) }))
    .filter(({ words }) => words !== '');
  const last = lines.slice(-leastRepeats);
  const first = last[0];
  if (first === undefined || last.length < leastRepeats || first.words.length < 12) return -1;
  return last.every(({ words }) => words === first.words) ? first.end : -1;
}

function lineWords(line: string): string {
  return line
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}
