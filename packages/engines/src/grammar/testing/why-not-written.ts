import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '@kinglet/spec';
import { SchemaDocument } from '../schema-document.ts';
import { typesOf } from '../schema-facts.ts';
import { stringFormats } from '../string-formats.ts';

/** The places where the compiler is tighter than JSON Schema. */
const narrowings = {
  type: 'keywords of a type mean that type',
  key: 'a key that is not declared',
  format: 'a format in another spelling',
} as const;

/** Why a valid value is none that a grammar writes; null where no narrowing explains it. */
export function whyNotWritten(
  value: Json,
  schema: JsonSchema,
  accepts: (value: Json) => boolean,
): string | null {
  if (withoutOneKey(value).some(accepts)) return narrowings.key;
  const nodes = objectsIn(JSON.parse(JSON.stringify(schema)));
  if (partsOf(value).some((part, index) => isTypeOnlyImplied(part, index === 0 ? nodes.slice(0, 1) : nodes)))
    return narrowings.type;
  const isText = partsOf(value).some((part) => typeof part === 'string');
  const hasFormat = nodes.some(
    ({ format }) => typeof format === 'string' && Object.hasOwn(stringFormats, format),
  );
  return isText && hasFormat ? narrowings.format : null;
}

/** No `type` speaks of the value's type, but keywords of other types are there. */
function isTypeOnlyImplied(value: Json, nodes: readonly JsonObject[]): boolean {
  const document = new SchemaDocument(true);
  const type = typeOf(value);
  const meant = nodes.map((node) => ({ node, types: typesOf({ nodes: [node], document }) }));
  const isStated = meant.some(({ node, types }) => Object.hasOwn(node, 'type') && types?.has(type));
  return (
    !isStated &&
    meant.some(({ node, types }) => !Object.hasOwn(node, 'type') && types !== null && !types.has(type))
  );
}

function typeOf(value: Json) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

/** The value and all that is in it. */
function partsOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return [value, ...value.flatMap((item: Json) => partsOf(item))];
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(partsOf)] : [value];
}

/** All objects of a schema, be they schemas or not: enough to look for keywords. */
function objectsIn(value: Json): readonly JsonObject[] {
  return partsOf(value).filter(isJsonObject);
}

/** The value without one member, or without all of them, of one of its objects. */
function withoutOneKey(value: Json): readonly Json[] {
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => withoutOneKey(item).map((less) => value.with(index, less)));
  if (!isJsonObject(value)) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([key, member], index) => [
    Object.fromEntries(entries.toSpliced(index, 1)),
    ...withoutOneKey(member).map((less) => ({ ...value, [key]: less })),
  ]);
}
