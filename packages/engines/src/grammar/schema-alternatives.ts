import type { Json, JsonObject } from '@kinglet/spec';
import type { SchemaDocument, SchemaNode } from './schema-document.ts';
import { malformed, uncompilable } from './schema-keywords.ts';

/** One way to fit a schema: all of `nodes` hold, and of each list in `none` not all do. No combinators are left to follow. */
export interface Alternative {
  readonly nodes: readonly JsonObject[];
  readonly none: readonly Excluded[];
}

interface Excluded {
  readonly nodes: readonly JsonObject[];
  /** Where and by which keyword. */
  readonly keyword: 'oneOf' | 'not';
  readonly at: JsonObject;
}

/** Schemas within schemas, and references one after the other, that are followed at most. */
export const deepest = 100;
/** Products of many choices grow fast; more ways than this are refused. */
const mostAlternatives = 200;

/**
 * The ways to fit all of these schemas: follows `$ref`, joins `allOf`, splits `anyOf`, `oneOf` and `not`. A way that `false`
 * closes is left out, so none means that nothing fits.
 */
export function alternativesOf(
  schemas: readonly SchemaNode[],
  document: SchemaDocument,
): readonly Alternative[] {
  const search: Search = { document, known: new Map(), depth: 0 };
  return product(
    schemas.map((schema) => expand(schema, search)),
    document,
  ).map(withBans);
}

interface Search {
  readonly document: SchemaDocument;
  /** `null` while a schema is being expanded: who meets it then goes in a circle. */
  readonly known: Map<SchemaNode, readonly Alternative[] | null>;
  readonly depth: number;
}

function expand(schema: SchemaNode, search: Search): readonly Alternative[] {
  if (schema === true) return [{ nodes: [], none: [] }];
  if (schema === false) return [];
  const known = search.known.get(schema);
  if (known === null) {
    const members = { nodes: [schema], document: search.document };
    throw uncompilable(members, schema, '$ref', 'it leads back to itself without a value between');
  }
  if (known !== undefined) return known;
  if (search.depth >= deepest) {
    const members = { nodes: [schema], document: search.document };
    throw uncompilable(members, schema, 'allOf', `it is over ${deepest} deep`);
  }
  search.known.set(schema, null);
  const ways = expandNode(schema, { ...search, depth: search.depth + 1 });
  search.known.set(schema, ways);
  return ways;
}

function expandNode(schema: JsonObject, search: Search): readonly Alternative[] {
  const { document } = search;
  const members = { nodes: [schema], document };
  const inside = (part: Json | undefined, keyword: string) =>
    expand(document.node(part, `${document.pathOf(schema)}/${keyword}`), search);

  const factors: (readonly Alternative[])[] = [];
  if (Object.hasOwn(schema, '$ref')) {
    const target = document.target(schema);
    if (target === null)
      throw uncompilable(members, schema, '$ref', `${JSON.stringify(schema['$ref'])} is not in the schema`);
    factors.push(expand(target, search));
    if (document.isDraft7) return factors.flat();
  }
  const list = (keyword: string): readonly (readonly Alternative[])[] | null => {
    if (!Object.hasOwn(schema, keyword)) return null;
    const value = schema[keyword] ?? null;
    if (!Array.isArray(value) || value.length === 0)
      throw malformed(members, schema, keyword, value, 'a list of schemas with at least one');
    return value.map((part: Json) => inside(part, keyword));
  };
  factors.push([{ nodes: [schema], none: [] }], ...(list('allOf') ?? []));
  const choices = list('anyOf');
  if (choices !== null) factors.push(choices.flat());
  const exclusive = list('oneOf');
  if (exclusive !== null) factors.push(onlyOne(exclusive, schema));
  if (Object.hasOwn(schema, 'not')) factors.push([noneOf(inside(schema['not'], 'not'), 'not', schema)]);
  return product(factors, document);
}

/** Each member's ways, the other members' ways excluded. */
function onlyOne(choices: readonly (readonly Alternative[])[], at: JsonObject): readonly Alternative[] {
  return choices.flatMap((ways, chosen) => {
    const { none } = noneOf(choices.filter((_, index) => index !== chosen).flat(), 'oneOf', at);
    return ways.map((way) => ({ ...way, none: [...way.none, ...none] }));
  });
}

function noneOf(ways: readonly Alternative[], keyword: Excluded['keyword'], at: JsonObject): Alternative {
  return { nodes: [], none: ways.map(({ nodes }) => ({ nodes, keyword, at })) };
}

function product(
  factors: readonly (readonly Alternative[])[],
  document: SchemaDocument,
): readonly Alternative[] {
  if (factors.length === 1 && factors[0] !== undefined) return factors[0];
  return factors.reduce<readonly Alternative[]>(
    (ways, factor) => {
      if (ways.length * factor.length > mostAlternatives) {
        const nodes = factor.flatMap((each) => each.nodes);
        throw uncompilable(
          { nodes, document },
          nodes[0],
          'anyOf',
          `its choices multiply to over ${mostAlternatives}`,
        );
      }
      return ways.flatMap((way) =>
        factor.map((other) => ({
          nodes: [...new Set([...way.nodes, ...other.nodes])],
          none: [...way.none, ...other.none],
        })),
      );
    },
    [{ nodes: [], none: [] }],
  );
}

/** "Not all of these keys", where it is but one key, is a key that cannot be written. */
function withBans({ nodes, none }: Alternative): Alternative {
  const bans = none.flatMap((excluded) => {
    const [only] = excluded.nodes;
    const keys = only?.['required'];
    if (excluded.nodes.length !== 1 || only === undefined || !Array.isArray(keys) || keys.length !== 1)
      return [];
    const isAlone = Object.keys(only).every(
      (key) => key === 'required' || (key === 'type' && only[key] === 'object'),
    );
    return isAlone && typeof keys[0] === 'string' ? [keys[0]] : [];
  });
  if (bans.length === 0) return { nodes, none };
  return { nodes: [...nodes, { properties: Object.fromEntries(bans.map((key) => [key, false])) }], none };
}
