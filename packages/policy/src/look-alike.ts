/**
 * [P18] The name in `known` that a person could take this one for: the same but for case, hidden characters, separators, or
 * characters that look alike. Null where there is none; the very same name is none.
 */
export function looksLike(name: string, known: Iterable<string>): string | null {
  const shape = shapeOf(name);
  for (const other of known) if (other !== name && shapeOf(other) === shape) return other;
  return null;
}

/** Equal for texts that look alike in most fonts: a small part of Unicode's confusables (UTS 39), for names of tools. */
function shapeOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\s_.-]/gu, '')
    .toLowerCase();
  const latin = [...plain].map((character) => twins.get(character) ?? character).join('');
  return latin.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd');
}

/** Cyrillic, Greek, Armenian and digits by the Latin letters that they look like. */
const twins: ReadonlyMap<string, string> = new Map(
  [
    ...['аa', 'ɑa', 'αa', 'еe', 'ҽe', 'οo', 'оo', 'օo', '0o', 'рp', 'ρp', 'сc', 'ϲc', 'хx', 'χx', 'уy', 'γy'],
    ...['іl', 'ıl', 'ιl', 'ӏl', 'il', '1l', '|l', 'ѕs', '5s', 'јj', 'ԁd', 'ɡg', 'һh', 'կu', 'υu', 'սu', 'νv'],
    ...['ѵv', 'ԝw', 'ωw', 'ѡw', 'кk', 'κk', 'мm', 'тt', 'τt', 'нh', 'вb', 'ьb', 'пn', 'ոn', 'ηn', 'гr', 'ԛq'],
    ...['2z', '8b'],
  ].map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const),
);
