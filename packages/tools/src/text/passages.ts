import { allWords, keyWords, matchScore } from './match-words.ts';

/** Longest passage, in characters; longer paragraphs are cut at sentence ends. */
const maxPassageLength = 500;

/**
 * The parts of a text that say most about a question, in the order of the text, within `maxLength` characters; one part
 * alone where only that one holds most of the question's words, the beginning where there is no question or nothing
 * fits. Left-out parts show as `[...]`. Linear in the text.
 */
export function relevantPassages(text: string, question: string, maxLength: number): string {
  const plain = text.trim();
  if (plain.length <= maxLength) return plain;
  const passages = splitPassages(plain);
  const query = keyWords(question);
  const scores = passages.map((passage) => score(query, passage));
  const clear = clearlyBest(scores);
  if (clear !== null) return passages[clear] ?? '';
  const chosen = choose(passages, scores, maxLength);
  const parts: string[] = [];
  let previous = -1;
  for (const index of [...chosen].sort((left, right) => left - right)) {
    if (index !== previous + 1) parts.push('[...]');
    parts.push(passages[index] ?? '');
    previous = index;
  }
  if (previous !== passages.length - 1) parts.push('[...]');
  return parts.join('\n');
}

/** Indexes of passages that fit together, best first; then the first ones, for what room is left. */
function choose(
  passages: readonly string[],
  scores: readonly number[],
  maxLength: number,
): ReadonlySet<number> {
  const ranked = passages
    .map((_passage, index) => index)
    .filter((index) => (scores[index] ?? 0) > 0)
    .sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || left - right);
  const chosen = new Set<number>();
  let room = maxLength;
  for (const index of [...ranked, ...passages.keys()]) {
    const length = (passages[index]?.length ?? 0) + 7;
    if (chosen.has(index)) continue;
    if (length > room) break;
    chosen.add(index);
    room -= length;
  }
  return chosen;
}

/** The index of the passage that holds most of a question's words where no other comes near it; else null. */
function clearlyBest(scores: readonly number[]): number | null {
  let [best, second] = [-1, 0];
  scores.forEach((value, index) => {
    if (value > (scores[best] ?? 0)) [second, best] = [scores[best] ?? 0, index];
    else if (value > second) second = value;
  });
  const top = scores[best] ?? 0;
  return top > 0.65 && top > 1.6 * second ? best : null;
}

/** Coverage of the question first, then how densely its words stand. */
function score(query: readonly string[], passage: string): number {
  if (query.length === 0) return 0;
  const words = allWords(passage);
  const covered = matchScore(query, words);
  if (covered === 0) return 0;
  const wanted = new Set(query);
  return covered + words.filter((word) => wanted.has(word)).length / (words.length + 10);
}

function splitPassages(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=#|[-*] |\d+\. )/)
    .flatMap((paragraph) => (paragraph.length <= maxPassageLength ? [paragraph] : splitSentences(paragraph)))
    .map((passage) => passage.trim())
    .filter((passage) => passage !== '');
}

function splitSentences(paragraph: string): string[] {
  const passages: string[] = [];
  let current = '';
  for (const sentence of paragraph.split(/(?<=[.!?])\s+|\n/)) {
    for (let start = 0; start < Math.max(1, sentence.length); start += maxPassageLength) {
      const piece = sentence.slice(start, start + maxPassageLength);
      if (current.length + piece.length >= maxPassageLength && current !== '') {
        passages.push(current);
        current = '';
      }
      current = current === '' ? piece : `${current} ${piece}`;
    }
  }
  return [...passages, current];
}
