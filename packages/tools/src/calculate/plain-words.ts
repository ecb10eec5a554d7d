import { digitsForNumberWords } from '../text/number-words.ts';
import { fractionsForWords } from './fraction-words.ts';
import { withoutMoneyWords } from './money-words.ts';

/** Words around a calculation that say nothing about it. */
const filler =
  /\b(?:what(?:'s|s| is| are| would be)(?! (?:percent|per))|how much (?:is|are|would be)|(?:please )?(?:calculate|compute|evaluate|work out|solve)|please|(?:the )?(?:result|value|answer) of|equals?(?: to)?(?: what)?|is what\??$|raised(?= to))\b/g;
const lead = /^(?:and|so|then|now|ok|okay|also|just|of|is(?= what)) /;
const tail = /[\s=?!.,:]+$| (?:is|are|makes?)$/;
/** An article or the name of an amount before its number: `the 80`, `a bill of 80`. */
const article =
  /\b(?:(?:the |my |our |an? )?(?:bill|price|amount|cost|number|rent|salary)(?: of| is)?|the|my|our|an?) (?=\(?[\d.])(?!\d+(?:st|nd|rd|th)\b)/g;
/** Who shares, after a number that divides. */
const sharers = /(\/ ?\d+) (?:people|persons|ways|friends|parts|shares|of us)$/;

/** In order; each is linear in the text. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:percents?|per cent|pct|percentage)\b/g, '%'],
  [/\bto the power(?: of)?\b/g, '^'],
  [/\bto the (\d+)(?:st|nd|rd|th)\b(?: power)?/g, '^$1'],
  [/\b(?:multiplied (?:by|with)|times as (?:much|many) as|times)\b|[×·∙⋅]/g, '*'],
  [
    /\b(?:divided (?:by|between|among(?:st)?)|(?:split|shared)(?: up)?(?: equally| evenly)? (?:by|between|among(?:st)?|into)|over)\b|[÷∕⁄]/g,
    '/',
  ],
  [/(\d) split (?=\d)/g, '$1 / '],
  [/% (more|less) than\b/g, '% $1than'],
  [/\b(?:increased|raised|up) by\b/g, '+'],
  [/\b(?:decreased|reduced|lowered|down) by\b/g, '-'],
  [/\bto the\b/g, '^'],
  [/\b(?:plus|added to)\b/g, '+'],
  [/\b(?:minus|less|take away)\b|[−–—]/g, '-'],
  [/\b(?:the )?cubed? root(?: of)?\b|∛/g, 'cbrt '],
  [/\b(?:the )?(?:square root|sqrt|root)(?: of)?\b|√/g, 'sqrt '],
  [/\b(?:the )?square of (\d[\d.,]*)/g, '$1^2'],
  [/\b(?:the )?cube of (\d[\d.,]*)/g, '$1^3'],
  [/\bsquared\b|²/g, '^2'],
  [/\bcubed\b|³/g, '^3'],
  [/\bdegrees?\b|\bdeg\b/g, '°'],
  [/\bradians?\b|\brad\b/g, ''],
  [/\b(?:double|twice)\b(?: of)?/g, '2 *'],
  [/\btriple\b(?: of)?/g, '3 *'],
  [/\bquadruple\b(?: of)?/g, '4 *'],
  [/(\d) doubled\b/g, '$1 * 2'],
  [/(\d) tripled\b/g, '$1 * 3'],
  [/(\d) halved\b/g, '$1 / 2'],
  [/\bmodulo\b/g, 'mod'],
  [/\*\*/g, '^'],
  [/π/g, ' pi '],
  [/([\d)%]) ?x ?(?=[\d(.$€£-])/g, '$1*'],
];

/** An expression that is no list. */
const one = '(?:(?!, | and ).)+';

/** Whole sentences with a verb; `$1` and `$2` are expressions. */
const sentences: readonly (readonly [RegExp, (left: string, right: string) => string])[] = [
  [/^add (.+? ?%) (?:to|on) (.+)$/, (left, right) => `(${right}) + ${left}`],
  [
    new RegExp(`^add (?!up |together |all )(${one}?) (?:and|to|with|\\+) (${one})$`),
    (left, right) => `(${left}) + (${right})`,
  ],
  [/^(?:subtract|take|deduct) (.+?) from (.+)$/, (left, right) => `(${right}) - ${operand(left)}`],
  [/^(?:take|knock) (.+?) off (?:of )?(.+)$/, (left, right) => `(${right}) - ${operand(left)}`],
  [
    new RegExp(`^multiply (${one}?) (?:by|with|and|\\*) (${one})$`),
    (left, right) => `(${left}) * (${right})`,
  ],
  [/^divide (.+?) (?:by|with|between|among(?:st)?) (.+)$/, (left, right) => `(${left}) / (${right})`],
  [
    /^(?:split|share) (.+?)(?: equally| evenly)? (?:by|between|among(?:st)?|into|in) (.+)$/,
    (left, right) => `(${left}) / ${right}`,
  ],
  [/^(?:the )?remainder (?:of|when) (.+?)(?: is)? \/ (.+)$/, (left, right) => `(${left}) mod (${right})`],
  [/^(.+?) at ([\d.,]+) (?:each|apiece)$/, (left, right) => `(${left}) * (${right})`],
  [/^(.+) (?:each|apiece)$/, (all) => all],
  [
    /^(.*?[\d)%]),? (?:with |at |- )?([\d.]+ ?%) (?:off|discount|rebate)$/,
    (left, right) => `${right} off (${left})`,
  ],
  [/^([\d.]+ ?%) morethan (.+)$/, (left, right) => `(${right}) + ${left}`],
  [/^([\d.]+ ?%) lessthan (.+)$/, (left, right) => `(${right}) - ${left}`],
  [/^(?:the )?difference (?:between|of) (.+?) and (.+)$/, (left, right) => `(${left}) - (${right})`],
  [/^(?:increase|raise) (.+?) by (.+)$/, (left, right) => `(${left}) + ${right}`],
  [/^(?:decrease|reduce|lower) (.+?) by (.+)$/, (left, right) => `(${left}) - ${right}`],
  [/^(?:what )?% of (.+?) (?:is|are) (.+)$/, (left, right) => `aspercent((${right}) / (${left}))`],
  [/^(?:what )?% is (.+?) (?:out )?of (.+)$/, (left, right) => `aspercent((${left}) / (${right}))`],
  [/^(.+?) is what % of (.+)$/, (left, right) => `aspercent((${left}) / (${right}))`],
  [/^(.+?) as (?:a )?% of (.+)$/, (left, right) => `aspercent((${left}) / (${right}))`],
  [/^(.+?) (?:out )?of (.+?) (?:as a|in) %$/, (left, right) => `aspercent((${left}) / (${right}))`],
];

/** Of a list with one item none is made: `add 5` lacks what to add it to. */
const lists: readonly (readonly [RegExp, string])[] = [
  [/^(?:the )?(?:sum|total) of (.+)$/, 'sum'],
  [/^(?:add|sum)(?: up| together)?(?: all(?: of)?)? (?!\()(.+)$/, 'sum'],
  [/^up (?=[\d.])(.+)$/, 'sum'],
  [/^(.+?) (?:added|summed)(?: up| together)?$/, 'sum'],
  [/^(.+?) (?:together|combined|altogether|in total)$/, 'sum'],
  [/^(?:the )?product of (.+)$/, 'product'],
  [/^multiply (.+)$/, 'product'],
  [/^(?:the )?(?:average|mean) (?:of |from |between )?(?!\()(.+)$/, 'average'],
  [/^(?:the )?(?:largest|biggest|maximum|max) of (.+)$/, 'max'],
  [/^(?:the )?(?:smallest|minimum|min) of (.+)$/, 'min'],
];

/** Rewrites words as symbols: `20 percent off 80` gives `20 % off 80`, `add 3 and 4` gives `(3) + (4)`. */
export function symbolsForWords(text: string): string {
  const plain = plainSymbols(text);
  for (const [pattern, write] of sentences) {
    const match = pattern.exec(plain);
    if (match !== null) return write(match[1] ?? '', match[2] ?? '').replace(sharers, '$1');
  }
  for (const [pattern, name] of lists) {
    const items = itemsOf(pattern.exec(plain)?.[1] ?? '');
    // Parentheses keep the thousands separators of each item.
    if (items.length > 1 && !isAmbiguous(text, items))
      return `${name}(${items.map((item) => `(${item})`).join(';')})`;
  }
  return plain;
}

function plainSymbols(text: string): string {
  const spoken = text
    .toLowerCase()
    .replace(filler, ' ')
    .replace(/\b(?:half )?an? (?=dozen)|\bhalf an? (?=hundred|[mb]illion|thousand)/g, (words) =>
      words.startsWith('half') ? '0.5 ' : '1 ',
    );
  let plain = digitsForNumberWords(withoutMoneyWords(spoken)).replace(/\s+/g, ' ').trim();
  plain = plain
    .replace(tail, '')
    .replace(/^[\s=:]+/, '')
    .replace(lead, '');
  plain = fractionsForWords(plain).replace(article, '');
  for (const [pattern, symbol] of phrases) plain = plain.replace(pattern, symbol);
  return plain.replace(/ +/g, ' ').trim().replace(lead, '').replace(sharers, '$1');
}

/** A percentage stays bare, so that it changes what it is taken from. */
function operand(text: string): string {
  return text.endsWith('%') ? text : `(${text})`;
}

function itemsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/,? and |, | \+ /);
}

/** `sum of 3 and 4 times 2` may be of two things, or twice a sum. */
function isAmbiguous(text: string, items: readonly string[]): boolean {
  const isSum = (item: string | undefined) => /[\d)%] ?[*/^+-]/.test(item ?? '');
  const isSpoken = /\b(?:plus|minus|less|times|over|divided|multiplied|split)\b/i.test(text);
  return isSpoken && isSum(items.at(-1)) && !items.slice(0, -1).some(isSum);
}
