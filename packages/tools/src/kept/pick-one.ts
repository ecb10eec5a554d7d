import { KingletError } from '@kinglet/spec';
import { oneLine } from '../text/clean-text.ts';
import { keyWords, matchScore } from '../text/match-words.ts';

interface Named {
  readonly text: string;
}

/** Whether words mean every item: `all`, `all my notes`, `everything`. */
export function meansAll(words: string): boolean {
  const rest = words.trim().toLowerCase().split(/\s+/);
  const [first = ''] = rest;
  const filling = new Set([
    'of',
    'my',
    'the',
    'them',
    'your',
    'notes',
    'note',
    'reminders',
    'reminder',
    'timers',
    'timer',
  ]);
  return ['all', 'every', 'everything'].includes(first) && rest.slice(1).every((word) => filling.has(word));
}

/**
 * The one item that the words mean. `last` and `newest` mean the first of the list, which is newest first; a list of
 * one needs no words. Throws KingletError `invalid-input` that lists what there is where none or several fit.
 */
export function pickOne<Item extends Named>(items: readonly Item[], words: string, noun: string): Item {
  const [newest] = items;
  if (newest === undefined) throw new KingletError('invalid-input', `There is no ${noun}.`);
  if (/^(?:my |the )?(?:last|latest|newest|most recent)\b(?: \w+)?$/i.test(words.trim())) return newest;
  const query = keyWords(words);
  if (query.length === 0 && items.length === 1) return newest;
  const fits = bestFits(items, query);
  const same = fits.filter(({ text }) => text.toLowerCase() === words.trim().toLowerCase());
  const [only, ...others] = same.length > 0 ? same : fits;
  if (only !== undefined && others.length === 0) return only;
  const shown = (only === undefined ? items : [only, ...others])
    .slice(0, 5)
    .map(({ text }) => `"${oneLine(text, 60)}"`);
  const problem = only === undefined ? `No ${noun} is about` : `More than one ${noun} is about`;
  throw new KingletError(
    'invalid-input',
    `${problem} "${oneLine(words, 60)}". Say which one with more of its words: ${shown.join(', ')}.`,
  );
}

/** One word of many in common is an accident, and what is picked gets deleted. */
const leastShare = 0.5;

function bestFits<Item extends Named>(items: readonly Item[], query: readonly string[]): readonly Item[] {
  const scored = items.map((item) => {
    const words = keyWords(item.text);
    const score = matchScore(query, words);
    const isMeant = score >= leastShare || matchScore(words, query) >= leastShare;
    return { item, score: isMeant ? score : 0 };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ item }) => item);
}
