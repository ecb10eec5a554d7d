import { isJsonObject, type Json, type JsonObject, type JsonSchemaType, KingletError } from '@kinglet/spec';
import type { SchemaDocument } from './schema-document.ts';

export const typeNames: readonly JsonSchemaType[] = [
  'object',
  'array',
  'string',
  'number',
  'boolean',
  'null',
];

/** Schemas that all hold for one value, and the document that they are of. */
export interface Members {
  readonly nodes: readonly JsonObject[];
  readonly document: SchemaDocument;
}

/** The values of a keyword in the schemas that have it. */
export function valuesOf(
  { nodes }: Members,
  keyword: string,
): readonly { readonly node: JsonObject; readonly value: Json }[] {
  const values: { readonly node: JsonObject; readonly value: Json }[] = [];
  for (const node of nodes) {
    if (Object.hasOwn(node, keyword)) values.push({ node, value: node[keyword] ?? null });
  }
  return values;
}

/** Those of a keyword whose value is a number. */
export function numbersOf(members: Members, keyword: string): readonly number[] {
  return valuesOf(members, keyword).map(({ node, value }) => {
    if (typeof value === 'number') return value;
    throw malformed(members, node, keyword, value, 'a number');
  });
}

export function textsOf(members: Members, keyword: string): readonly string[] {
  return valuesOf(members, keyword).map(({ node, value }) => {
    if (typeof value === 'string') return value;
    throw malformed(members, node, keyword, value, 'a text');
  });
}

/** Counts from 0 on; `least` is the largest lower, `most` the smallest upper one, null where there is none. */
export function countsOf(
  members: Members,
  lower: string,
  upper: string,
): { readonly least: number; readonly most: number | null } {
  const read = (keyword: string) =>
    numbersOf(members, keyword).map((value) => {
      if (Number.isInteger(value) && value >= 0) return value;
      throw malformed(members, members.nodes[0], keyword, value, 'a whole number from 0 on');
    });
  const most = read(upper);
  return { least: Math.max(0, ...read(lower)), most: most.length === 0 ? null : Math.min(...most) };
}

export function listsOf(
  members: Members,
  keyword: string,
): readonly { readonly node: JsonObject; readonly value: readonly Json[] }[] {
  return valuesOf(members, keyword).map(({ node, value }) => {
    if (Array.isArray(value)) return { node, value };
    throw malformed(members, node, keyword, value, 'a list');
  });
}

export function mapsOf(
  members: Members,
  keyword: string,
): readonly { readonly node: JsonObject; readonly value: JsonObject }[] {
  return valuesOf(members, keyword).map(({ node, value }) => {
    if (isJsonObject(value)) return { node, value };
    throw malformed(members, node, keyword, value, 'an object');
  });
}

export function malformed(
  { document }: Members,
  node: JsonObject | undefined,
  keyword: string,
  value: Json,
  allowed: string,
): KingletError {
  const path = node === undefined ? '#' : document.pathOf(node);
  return new KingletError(
    'invalid-input',
    `The schema's "${keyword}" at ${path} is ${JSON.stringify(value).slice(0, 60)}, but must be ${allowed}. Correct it.`,
    { details: { keyword, path } },
  );
}

/** A keyword that no grammar can hold to, or not as it stands; never ignored, since then a reply might not fit. */
export function uncompilable(
  { document }: Members,
  node: JsonObject | undefined,
  keyword: string,
  reason: string,
): KingletError {
  const path = node === undefined ? '#' : document.pathOf(node);
  return new KingletError(
    'invalid-input',
    `No grammar can be written for "${keyword}" at ${path}: ${reason}. Leave the keyword out, and check it after decoding.`,
    { details: { keyword, path } },
  );
}
