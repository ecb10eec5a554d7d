const stopWords = new Set(
  (
    'a about alarm alarms all an and any are as at be by did do does for from had has have how i in is it its me memo memos my note notes of ' +
    'on one or reminder reminders said say says she so that the their them there they this timer timers to was we ' +
    'mention mentioned regarding concerning called saved wrote written were what when where which who why will with you your please tell show find file text document page'
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

/** What a word counts that is one slip of the keyboard away. */
const typoScore = 0.9;

/**
 * How well a text answers a query: the share of the query's words that stand in it, 0 to 1. Words of four letters and
 * more match by their beginning as well (`renew`, `renewal`), and a little less where they are one slip away (`fnce`).
 */
export function matchScore(query: readonly string[], text: readonly string[]): number {
  if (query.length === 0) return 0;
  const present = new Set(text);
  const hits = query.map((word) => {
    if (present.has(word) || text.some((other) => isRelated(word, other))) return 1;
    return text.some((other) => isTypo(word, other)) ? typoScore : 0;
  });
  return hits.reduce<number>((sum, hit) => sum + hit, 0) / query.length;
}

function isRelated(word: string, other: string): boolean {
  if (stem(word) === stem(other)) return true;
  return word.length >= 4 && (other.startsWith(word) || (other.length >= 4 && word.startsWith(other)));
}

/** What `battery` and `batterie(s)`, `box` and `boxe(s)` have in common. */
function stem(word: string): string {
  return word.length < 4 ? word : word.replace(/(?:(?<=x|ch|sh|s)e|ie|y)$/, '');
}

/**
 * One letter left out, added, or swapped with its neighbour, in a word of four letters and more; one replaced from six on.
 * The first letter stays: `coat` is no `boat`. Numbers have no typos.
 */
function isTypo(word: string, other: string): boolean {
  const [short, long] = word.length <= other.length ? [word, other] : [other, word];
  if (short.length < 4 || long.length - short.length > 1 || short[0] !== long[0] || /\d/.test(word))
    return false;
  let start = 1;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return short.length >= 6;
  const isSwapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return isSwapped && short.slice(start + 2) === long.slice(start + 2);
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
