const stopWords = new Set(
  (
    'a about alarm alarms all an and any are as at be by did do does for from had has have how i in is it its me memo memos my note notes of ' +
    'on one or reminder reminders said say says she so that the their them there they this timer timers to was we ' +
    'were what when where which who why will with you your please tell show find file text document page'
  ).split(' '),
);

/** The words that carry meaning: lower case, no accents, no plural -s, no stop words. */
export function keyWords(text: string): string[] {
  return allWords(text).filter((word) => !stopWords.has(word));
}

/** Lower-case words without accents and plural -s, in order. */
export function allWords(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(singular);
}

/**
 * How well a text answers a query: the share of the query's words that stand in it, 0 to 1. Words of four letters and
 * more match by their beginning as well (`renew`, `renewal`).
 */
export function matchScore(query: readonly string[], text: readonly string[]): number {
  if (query.length === 0) return 0;
  const present = new Set(text);
  const hits = query.filter(
    (word) => present.has(word) || (word.length >= 4 && text.some((other) => related(word, other))),
  );
  return hits.length / query.length;
}

function related(word: string, other: string): boolean {
  return other.startsWith(word) || (other.length >= 4 && word.startsWith(other));
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
