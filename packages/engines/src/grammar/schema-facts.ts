import { isJsonObject, type Json, type JsonObject, type JsonSchemaType } from '@kinglet/spec';
import type { Limit } from './decimal-range.ts';
import {
  listsOf,
  type Members,
  malformed,
  mapsOf,
  numbersOf,
  typeNames,
  valuesOf,
} from './schema-keywords.ts';
import { stringFormats } from './string-formats.ts';

const keywordsOf: Readonly<Partial<Record<JsonSchemaType, readonly string[]>>> = {
  string: ['minLength', 'maxLength', 'pattern'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: [
    'items',
    'prefixItems',
    'additionalItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'unevaluatedItems',
  ],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'minProperties',
    'maxProperties',
    'propertyNames',
    'patternProperties',
    'dependentRequired',
    'dependentSchemas',
    'dependencies',
    'unevaluatedProperties',
  ],
};

/**
 * The types that a value may have, `integer` only where `number` is not. Null stands for all, where nothing is said. Where `type`
 * is not, keywords about one type mean that type (strictly they let all others through), unless `strictly`.
 */
export function typesOf(members: Members, { strictly = false } = {}): ReadonlySet<JsonSchemaType> | null {
  const stated = valuesOf(members, 'type').map(({ node, value }) => statedTypes(members, node, value));
  if (stated.length > 0) return stated.reduce(commonTypes);
  if (strictly) return null;
  const meant = typeNames.filter(
    (type) =>
      keywordsOf[type]?.some((keyword) => valuesOf(members, keyword).length > 0) ||
      (type === 'string' && formatsOf(members).length > 0),
  );
  return meant.length === 0 ? null : new Set(meant);
}

function statedTypes(members: Members, node: JsonObject, value: Json): ReadonlySet<JsonSchemaType> {
  const names = Array.isArray(value) ? value : [value];
  const known = [...typeNames, 'integer'];
  if (names.length === 0 || !names.every((name): name is JsonSchemaType => known.includes(name)))
    throw malformed(members, node, 'type', value, `one or a list of ${known.join(', ')}`);
  const types = new Set(names);
  if (types.has('number')) types.delete('integer');
  return types;
}

function commonTypes(
  a: ReadonlySet<JsonSchemaType>,
  b: ReadonlySet<JsonSchemaType>,
): ReadonlySet<JsonSchemaType> {
  const within = (types: ReadonlySet<JsonSchemaType>, type: JsonSchemaType) =>
    types.has(type) || (type === 'integer' && types.has('number'));
  return new Set([...[...a].filter((type) => within(b, type)), ...[...b].filter((type) => within(a, type))]);
}

/** All values that a type or an enumeration leaves, with every keyword counted; null where they are not listed. */
export function listedValues(members: Members): readonly Json[] | null {
  const [only] = valuesOf(members, 'const');
  const [listed] = listsOf(members, 'enum');
  const values = only !== undefined ? [only.value] : (listed?.value ?? null);
  return values === null ? null : fitting(values, members);
}

/** Those of the values that fit all the schemas. */
export function fitting(values: readonly Json[], { nodes, document }: Members): readonly Json[] {
  return values.filter((value) => nodes.every((node) => document.fits(value, node)));
}

/** The limits of a number; null where there is none. */
export function numberLimits(members: Members): { readonly low: Limit | null; readonly high: Limit | null } {
  const limits = (keyword: string, open: boolean) =>
    numbersOf(members, keyword).map((value) => ({ value, open }));
  const tightest = (all: readonly Limit[], sign: 1 | -1): Limit | null =>
    all.reduce<Limit | null>((best, limit) => {
      const by = best === null ? 1 : (limit.value - best.value) * sign;
      return by > 0 || (by === 0 && limit.open) ? limit : best;
    }, null);
  return {
    low: tightest([...limits('minimum', false), ...limits('exclusiveMinimum', true)], 1),
    high: tightest([...limits('maximum', false), ...limits('exclusiveMaximum', true)], -1),
  };
}

/** The formats of text that a grammar holds to; any other is an annotation. */
export function formatsOf(members: Members): readonly string[] {
  return valuesOf(members, 'format').flatMap(({ value }) =>
    typeof value === 'string' && Object.hasOwn(stringFormats, value) ? [value] : [],
  );
}

/** Names that the schemas declare, in their order, and those that must be there. */
export function objectKeys(members: Members): {
  readonly declared: readonly string[];
  readonly required: ReadonlySet<string>;
} {
  const required = listsOf(members, 'required').flatMap(({ node, value }) => {
    if (value.every((name) => typeof name === 'string')) return value;
    throw malformed(members, node, 'required', value, 'a list of names');
  });
  const declared = mapsOf(members, 'properties').flatMap(({ value }) => Object.keys(value));
  return { declared: [...new Set(declared)], required: new Set(required) };
}

/** What holds for the value of a key: what stands for it in each schema, else that schema's `additionalProperties`. */
export function propertySchemas({ nodes }: Members, key: string): readonly (readonly [JsonObject, Json])[] {
  return nodes.flatMap((node) => {
    const { properties } = node;
    const isOwn = isJsonObject(properties) && Object.hasOwn(properties, key);
    const schema = isOwn ? properties[key] : node['additionalProperties'];
    return schema === undefined ? [] : [[node, schema] as const];
  });
}
