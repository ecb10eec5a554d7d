/** A name: two to four words that all begin with a capital letter, without digits. */
const nameWords = /^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}$/u;

/** Of a text that is looked through, in characters. */
const maxLength = 20_000;
const maxPlaces = 100;

/** Whether a text reads as the name of somebody or something, such as `Anna Miller`. */
export function isName(text: string): boolean {
  return nameWords.test(text.trim());
}

/**
 * Whether a name is put together from parts of others: each of its words stands in the text as part of a name, and no two of
 * them side by side, in either order, with at most one word between. `Anna Miller` is, where the text has Anna Smith and Bob Miller.
 */
export function isJoinedName(name: string, text: string): boolean {
  const parts = name.trim().split(' ');
  const words = text.slice(0, maxLength).match(/[\p{L}\p{M}][\p{L}\p{M}.'’-]*|\S/gu) ?? [];
  const places = parts.map((part) =>
    words.flatMap((word, index) => (isSameWord(word, part) ? [index] : [])).slice(0, maxPlaces),
  );
  const areNames = places.every((indexes) => indexes.some((index) => isPartOfName(words, index)));
  if (!areNames) return false;
  return places.every((here, index) => {
    const next = places[index + 1];
    return (
      next === undefined ||
      !here.some((at) => next.some((other) => other !== at && Math.abs(other - at) <= 2))
    );
  });
}

/** A capital letter, and another such word beside it. */
function isPartOfName(words: readonly string[], index: number): boolean {
  return isCapital(words[index]) && (isCapital(words[index - 1]) || isCapital(words[index + 1]));
}

function isCapital(word: string | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word);
}

function isSameWord(word: string, part: string): boolean {
  return word.replace(/(?:['’]s|[.'’])$/u, '').toLowerCase() === part.replace(/\.$/, '').toLowerCase();
}

/** Names in a text, in order. */
export function namesIn(text: string): readonly string[] {
  return text.match(/\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3}/gu) ?? [];
}
