const denominators = new Map(
  'half third quarter fourth fifth sixth seventh eighth ninth tenth'
    .split(' ')
    .map((word, index) => [word, index < 3 ? index + 2 : index + 1]),
);
const parts = `(half|halves|(?:${[...denominators.keys()].slice(1).join('|')})s?)`;
const fractionOf = new RegExp(`\\b(?:(an?|\\d+)[ -])?${parts} of\\b`, 'g');
const ordinalPower = new RegExp(
  `\\bto the (second|${[...denominators.keys()].slice(1).join('|')})(?: power)?\\b`,
  'g',
);
const signs: Readonly<Record<string, string>> = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
  '⅛': '1/8',
};

/**
 * Writes fractions in words and signs as exact quotients: `3 quarters of` gives `(3/4) of`, `2½` and `2 1/2` give
 * `(2+1/2)`, `3 point 5` gives `3.5`. Expects lower case with digits for number words.
 */
export function fractionsForWords(text: string): string {
  return text
    .replace(
      /(?<![\d.,])(\d+) and (?:a |1 )?(half|quarter)\b/g,
      (_, whole, part) => `${whole}.${part === 'half' ? 5 : 25}`,
    )
    .replace(
      /\b(\d+) point (\d+|\d(?: \d)+)\b/g,
      (_, whole, digits: string) => `${whole}.${digits.replaceAll(' ', '')}`,
    )
    .replace(ordinalPower, (_, word: string) => `^${word === 'second' ? 2 : denominatorOf(word)}`)
    .replace(fractionOf, (written, count: string | undefined, word: string) => {
      const top = count === undefined || count.startsWith('a') ? 1 : count;
      // `of a quarter of` may be one; `third of` without a number may be a place in a row.
      const isNamed = count !== undefined || word === 'half';
      return isNamed ? `(${top}/${denominatorOf(word)}) of` : written;
    })
    .replace(/(\d+)? ?([½¼¾⅓⅔⅛])/g, (_, whole: string | undefined, sign: string) =>
      whole === undefined ? ` (${signs[sign]})` : `(${whole}+${signs[sign]})`,
    )
    .replace(/(?<![\d.,/^]|[\d)] ?[*/+^-] ?)\b(\d+) (\d+)\/(\d+)(?![\d.,/])/g, '($1+$2/$3)');
}

function denominatorOf(word: string): number {
  return denominators.get(word === 'halves' ? 'half' : word.replace(/s$/, '')) ?? 2;
}
