import { isJsonObject, type Json } from '@kinglet/spec';

/** One property of an object schema. */
export interface NamedProperty {
  readonly name: string;
  /** Hostile until read: schemas of connected tools come from anywhere. */
  readonly schema: unknown;
  readonly isRequired: boolean;
}

/** The properties of an object schema, required ones first, each group in the order of declaration; none where it has none. */
export function orderedProperties(schema: unknown): readonly NamedProperty[] {
  const all = declaredProperties(schema);
  return [...all.filter(({ isRequired }) => isRequired), ...all.filter(({ isRequired }) => !isRequired)];
}

/** The same in the order of declaration. */
export function declaredProperties(schema: unknown): readonly NamedProperty[] {
  if (!isJsonObject(schema) || !isJsonObject(schema['properties'])) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(schema['properties']).map(([name, property]) => ({
    name,
    schema: property,
    isRequired: required.includes(name),
  }));
}

/** The value with the members of its objects as the schema orders them; those that it does not name stand last. */
export function orderedValue(value: Json, schema: unknown): Json {
  if (Array.isArray(value)) {
    const items = isJsonObject(schema) ? schema['items'] : undefined;
    return value.map((item: Json) => orderedValue(item, items));
  }
  if (!isJsonObject(value)) return value;
  const properties = orderedProperties(schema);
  const named = properties.filter(({ name }) => Object.hasOwn(value, name));
  const others = Object.entries(value).filter(([key]) => !properties.some(({ name }) => name === key));
  return Object.fromEntries([
    ...named.map(
      ({ name, schema: property }) => [name, orderedValue(value[name] ?? null, property)] as const,
    ),
    ...others,
  ]);
}
