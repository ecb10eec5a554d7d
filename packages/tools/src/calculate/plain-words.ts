import { digitsForNumberWords } from '../text/number-words.ts';

/** Words around a calculation that say nothing about it. */
const filler =
  /\b(?:what(?:'s|s| is| are| would be)(?! (?:percent|per))|how much (?:is|are)|(?:please )?(?:calculate|compute|evaluate|work out|solve)|please|(?:the )?(?:result|value|answer) of|equals?(?: to)?(?: what)?|is what\??$|tips?|taxe?s?|vat|dollars?|euros?|pounds?|francs?|bucks|usd|eur|gbp|chf|raised)\b/g;

/** In order; each is linear in the text. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:percent|per cent|pct|percentage)\b/g, '%'],
  [/\bto the power(?: of)?\b/g, '^'],
  [/\bto the (\d+)(?:st|nd|rd|th)\b(?: power)?/g, '^$1'],
  [/\b(?:multiplied by|times)\b|[×·∙⋅]/g, '*'],
  [/\b(?:divided by|over)\b|[÷∕⁄]/g, '/'],
  [/\bto the\b/g, '^'],
  [/\b(?:plus|added to)\b/g, '+'],
  [/\b(?:minus|less|take away)\b|[−–—]/g, '-'],
  [/\b(?:the )?cubed? root(?: of)?\b|∛/g, 'cbrt '],
  [/\b(?:the )?(?:square root|sqrt|root)(?: of)?\b|√/g, 'sqrt '],
  [/\bsquared\b|²/g, '^2'],
  [/\bcubed\b|³/g, '^3'],
  [/\bdegrees?\b|\bdeg\b/g, '°'],
  [/\bradians?\b|\brad\b/g, ''],
  [/\b(?:a |an |1 )?half of\b/g, '(1/2) of'],
  [/\b(?:a |an |1 )third of\b/g, '(1/3) of'],
  [/\b(?:a |an |1 )quarter of\b/g, '(1/4) of'],
  [/\b2 thirds of\b/g, '(2/3) of'],
  [/\b3 quarters of\b/g, '(3/4) of'],
  [/\b(?:double|twice)\b(?: of)?/g, '2 *'],
  [/\btriple\b(?: of)?/g, '3 *'],
  [/\bmodulo\b/g, 'mod'],
  [/\*\*/g, '^'],
  [/π/g, ' pi '],
  [/([\d)%]) ?x ?(?=[\d(.$€£-])/g, '$1*'],
];

/** Whole sentences with a verb; `$1` and `$2` are expressions. */
const sentences: readonly (readonly [RegExp, (left: string, right: string) => string])[] = [
  [/^add (.+?) (?:and|to|with|\+) (.+)$/, (left, right) => `(${left}) + (${right})`],
  [/^(?:subtract|take|deduct) (.+?) from (.+)$/, (left, right) => `(${right}) - (${left})`],
  [/^multiply (.+?) (?:by|with|and) (.+)$/, (left, right) => `(${left}) * (${right})`],
  [/^divide (.+?) (?:by|with) (.+)$/, (left, right) => `(${left}) / (${right})`],
  [/^(?:the )?difference (?:between|of) (.+?) and (.+)$/, (left, right) => `(${left}) - (${right})`],
  [/^(?:increase|raise) (.+?) by (.+)$/, (left, right) => `(${left}) + ${right}`],
  [/^(?:decrease|reduce|lower) (.+?) by (.+)$/, (left, right) => `(${left}) - ${right}`],
  [/^(?:what )?% of (.+?) (?:is|are) (.+)$/, (left, right) => `aspercent((${right}) / (${left}))`],
  [/^(?:what )?% is (.+?) (?:out )?of (.+)$/, (left, right) => `aspercent((${left}) / (${right}))`],
  [/^(.+?) is what % of (.+)$/, (left, right) => `aspercent((${left}) / (${right}))`],
  [/^(.+?) as (?:a )?% of (.+)$/, (left, right) => `aspercent((${left}) / (${right}))`],
  [/^(.+?) (?:out )?of (.+?) (?:as a|in) %$/, (left, right) => `aspercent((${left}) / (${right}))`],
];

const lists: readonly (readonly [RegExp, string])[] = [
  [/^(?:the )?(?:sum|total) of (.+)$/, 'sum'],
  [/^add(?: up)? (.+)$/, 'sum'],
  [/^(?:the )?product of (.+)$/, 'product'],
  [/^multiply (.+)$/, 'product'],
  [/^(?:the )?(?:average|mean) of (.+)$/, 'average'],
  [/^(?:the )?(?:largest|biggest|maximum|max) of (.+)$/, 'max'],
  [/^(?:the )?(?:smallest|minimum|min) of (.+)$/, 'min'],
];

/** Rewrites words as symbols: `20 percent off 80` gives `20 % off 80`, `add 3 and 4` gives `(3) + (4)`. */
export function symbolsForWords(text: string): string {
  let plain = digitsForNumberWords(text.toLowerCase().replace(filler, ' ')).replace(/\s+/g, ' ').trim();
  plain = plain.replace(/[\s=?!.,:]+$/, '').replace(/^[\s=:]+/, '');
  for (const [pattern, symbol] of phrases) plain = plain.replace(pattern, symbol);
  plain = plain.replace(/ +/g, ' ').trim();
  for (const [pattern, write] of sentences) {
    const match = pattern.exec(plain);
    if (match !== null) return write(match[1] ?? '', match[2] ?? '');
  }
  for (const [pattern, name] of lists) {
    const match = pattern.exec(plain);
    if (match !== null) return `${name}(${items(match[1] ?? '')})`;
  }
  return plain;
}

/** Parentheses keep the thousands separators of each item. */
function items(text: string): string {
  return text
    .split(/, (?:and )?| and | \+ /)
    .map((item) => `(${item})`)
    .join(';');
}
