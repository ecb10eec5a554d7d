import { KingletError } from '@kinglet/spec';
import { oneLine } from './clean-text.ts';
import { keyWords, matchScore } from './match-words.ts';

interface Named {
  readonly text: string;
}

/** Whether words mean every item: `all`, `all my notes`, `everything`. */
export function meansAll(words: string): boolean {
  return /^(?:all|every|everything|all of them)(?: of)?(?: (?:my|the|your))?(?: (?:notes?|reminders?|timers?))?$/i.test(
    words.trim(),
  );
}

/**
 * The one item that the words mean. `last` and `newest` mean the first of the list, which is newest first; a list of
 * one needs no words. Throws KingletError `invalid-input` that lists what there is where none or several fit.
 */
export function pickOne<Item extends Named>(items: readonly Item[], words: string, noun: string): Item {
  const [newest] = items;
  if (newest === undefined) throw new KingletError('invalid-input', `There are no ${noun}s.`);
  if (/^(?:my |the )?(?:last|latest|newest|most recent)\b(?: \w+)?$/i.test(words.trim())) return newest;
  const query = keyWords(words);
  if (query.length === 0 && items.length === 1) return newest;
  const scored = items.map((item) => ({ item, score: matchScore(query, keyWords(item.text)) }));
  const best = Math.max(...scored.map(({ score }) => score));
  const fits = best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ item }) => item);
  const exact = fits.filter(({ text }) => text.toLowerCase() === words.trim().toLowerCase());
  const chosen = exact.length === 1 ? exact : fits;
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) return only;
  const listed = (fits.length === 0 ? items : fits).slice(0, 5).map(({ text }) => `"${oneLine(text, 60)}"`);
  const problem = fits.length === 0 ? `No ${noun} is about` : `${fits.length} ${noun}s are about`;
  throw new KingletError(
    'invalid-input',
    `${problem} "${oneLine(words, 60)}". Say which one with more of its words: ${listed.join(', ')}${items.length > listed.length && fits.length === 0 ? ', ...' : ''}.`,
  );
}
