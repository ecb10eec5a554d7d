const ones = 'first second third fourth fifth sixth seventh eighth ninth'.split(' ');
const others: readonly (readonly [string, number])[] = [
  ...'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((word, index) => [word, 10 + index] as const),
  ['thirtieth', 30],
];
const values = new Map<string, number>([...ones.map((word, index) => [word, index + 1] as const), ...others]);
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const beforeMonth = new RegExp(`\\b(?:([23]0)[ -])?(${[...values.keys()].join('|')})(?= (?:of )?${month})`);
const afterMonth = new RegExp(`\\b(${month}) (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?=$|,? \\d{4}$)`);
const dotted = new RegExp(`\\b(\\d{1,2})\\. (?=${month})`);

/**
 * Writes a day of a month as day and month in digits and letters: `december 23` and `the twenty third of december` (its
 * number words being digits) give `23 december`.
 */
export function dayThenMonth(words: string): string {
  return words
    .replace(beforeMonth, (_, tens: string | undefined, one: string) =>
      String(Number(tens ?? 0) + (values.get(one) ?? 0)),
    )
    .replace(dotted, '$1 ')
    .replace(afterMonth, '$2 $1')
    .replace(new RegExp(`\\b(${month.slice(0, -3)})\\.`), '$1');
}
