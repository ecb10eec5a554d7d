/** White space as one space, none at the ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The first `count` characters; one outside the basic plane counts as one and is not halved. */
export function firstCharacters(text: string, count: number): string {
  return text.length <= count ? text : [...text].slice(0, count).join('');
}

/** The text as far as the end of its word number `count`; the white space between them stays. */
export function firstWords(text: string, count: number): string {
  const words = text.matchAll(/\S+/g);
  let index = 0;
  let end = text.length;
  for (const word of words) {
    if (index === count) return text.slice(0, end);
    end = word.index + word[0].length;
    index += 1;
  }
  return text;
}
