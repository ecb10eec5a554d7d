import { isJsonObject, type Json } from '@kinglet/spec';

/** Objects with more members are tried in their own order only. */
const mostOrdered = 5;

/** The value as compact JSON, its members in every order: a grammar takes one of them. */
export function canonicalTexts(value: Json): readonly string[] {
  if (Array.isArray(value))
    return joined(value.map((item: Json) => canonicalTexts(item))).map((text) => `[${text}]`);
  if (!isJsonObject(value)) return [JSON.stringify(value)];
  const members = Object.entries(value).map(([key, member]) =>
    canonicalTexts(member).map((text) => `${JSON.stringify(key)}:${text}`),
  );
  const orders = members.length <= mostOrdered ? permutations(members) : [members];
  return orders.flatMap((order) => joined(order)).map((text) => `{${text}}`);
}

function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (texts, part, index) =>
      texts.flatMap((text) => part.map((next) => (index === 0 ? next : `${text},${next}`))),
    [''],
  );
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}
