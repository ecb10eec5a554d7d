const word = /\p{L}+\p{M}*/gu;
const number = /\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*/gu;
const english = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/u;
const continental = /^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/u;

const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const numberWords: ReadonlyMap<string, number> = new Map([
  ...small.map((text, value) => [text, value] as const),
  ...tens.map((text, index) => [text, (index + 2) * 10] as const),
  ...Object.entries({
    half: 0.5,
    quarter: 0.25,
    couple: 2,
    dozen: 12,
    hundred: 100,
    thousand: 1000,
    million: 1e6,
  }),
]);

/** Lower case, without accents, all but letters and digits as single spaces, a space at either end. */
export function plain(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

export function wordsOf(text: string): readonly string[] {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(word) ?? [];
}

/** Each number that stands in a text in digits, with every value that its writing can mean: `1,234` is 1234 or 1.234. */
export function numbersOf(text: string): readonly (readonly number[])[] {
  return (text.match(number) ?? []).flatMap((token) => {
    const values = readings(token);
    return values.length > 0 ? [values] : pieces(token).map((value) => [value]);
  });
}

/** All values that a text can be said to contain: digits, number words such as `twenty-five`, `10%` as 10 and 0.1. */
export function valuesIn(text: string): ReadonlySet<number> {
  const values = new Set<number>(wordValues(wordsOf(text)));
  for (const match of text.matchAll(number)) {
    const end = match.index + match[0].length;
    const isPercent = /^\s*(?:%|per\s?cent)/iu.test(text.slice(end, end + 12));
    for (const value of [...readings(match[0]), ...pieces(match[0])]) {
      values.add(value);
      if (isPercent) values.add(value / 100);
    }
  }
  return values;
}

function wordValues(words: readonly string[]): readonly number[] {
  const values = words.map((text) => numberWords.get(text));
  const compounds = values.map((value = 0, index) => {
    const before = values[index - 1] ?? 0;
    return before >= 20 && before < 100 && value > 0 && value < 10 ? before + value : value;
  });
  return [...values.filter((value) => value !== undefined), ...compounds];
}

function readings(token: string): readonly number[] {
  const tight = token.replace(/[ \u00a0\u202f'’]/gu, '');
  const values: number[] = [];
  if (english.test(tight)) values.push(Number(tight.replaceAll(',', '')));
  if (continental.test(tight)) values.push(Number(tight.replaceAll('.', '').replace(',', '.')));
  return values;
}

function pieces(token: string): readonly number[] {
  return (token.match(/\d+/gu) ?? []).map(Number);
}
