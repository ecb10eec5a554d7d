import type { JsonSchemaType } from '@kinglet/spec';
import { alternativesOf } from './schema-alternatives.ts';
import { fitting, listedValues, numberLimits, objectKeys, propertySchemas, typesOf } from './schema-facts.ts';
import type { Members } from './schema-keywords.ts';
import { typeNames } from './schema-keywords.ts';

/** Deeper properties are not compared. */
const deepest = 4;

/**
 * True where no value that the grammar writes for `written` can fit `other`; false where it may. It looks at types, listed
 * values, limits of numbers, and keys that one of them needs.
 */
export function areApart(written: Members, other: Members, depth = 0): boolean {
  const values = listedValues(written);
  if (values !== null) return fitting(values, other).length === 0;
  const others = listedValues(other);
  if (others !== null) return fitting(others, written).length === 0;
  const types = commonTypes(typesOf(written), typesOf(other, { strictly: true }));
  return types.every((type) => {
    if (type === 'number' || type === 'integer') return numbersApart(written, other);
    return type === 'object' && objectsApart(written, other, depth);
  });
}

function commonTypes(
  a: ReadonlySet<JsonSchemaType> | null,
  b: ReadonlySet<JsonSchemaType> | null,
): readonly JsonSchemaType[] {
  const all = new Set(typeNames);
  const wide = (types: ReadonlySet<JsonSchemaType>) =>
    types.has('integer') ? new Set([...types, 'number' as const]) : types;
  const second = wide(b ?? all);
  return [...wide(a ?? all)].filter((type) => second.has(type));
}

function numbersApart(a: Members, b: Members): boolean {
  const isAbove = (upper: Members, lower: Members) => {
    const { low } = numberLimits(upper);
    const { high } = numberLimits(lower);
    if (low === null || high === null) return false;
    return low.value > high.value || (low.value === high.value && (low.open || high.open));
  };
  return isAbove(a, b) || isAbove(b, a);
}

/** The grammar writes declared keys only, so a key that the other needs and this does not have keeps them apart. */
function objectsApart(written: Members, other: Members, depth: number): boolean {
  if (depth >= deepest) return false;
  const mine = objectKeys(written);
  const theirs = objectKeys(other);
  const isClosed = written.nodes.every(
    (node) => typeof (node['additionalProperties'] ?? false) === 'boolean',
  );
  if (mine.declared.length === 0 && mine.required.size === 0) return false;
  return [...new Set([...mine.required, ...theirs.required])].some((key) => {
    if (!mine.declared.includes(key) && !mine.required.has(key)) return isClosed;
    const partOf = (members: Members) =>
      alternativesOf(
        propertySchemas(members, key).map(([node, schema]) =>
          members.document.node(schema, members.document.pathOf(node)),
        ),
        members.document,
      );
    return partOf(written).every((mineWay) =>
      partOf(other).every((theirWay) =>
        areApart(
          { nodes: mineWay.nodes, document: written.document },
          { nodes: theirWay.nodes, document: other.document },
          depth + 1,
        ),
      ),
    );
  });
}
