import { isJsonObject, type JsonObject, type JsonSchema } from '@kinglet/spec';

const maxDepth = 8;
/** Longer counted repetitions make a grammar slow to read; a limit above counts as none. */
const maxCounted = 64;

/**
 * Any JSON Schema as one that a grammar can be written for, never an error: a part that is unknown, contradictory, too deep
 * or a reference allows anything, and lengths of text are left to the check of the call, since counting them makes a grammar slow.
 */
export function openSchema(schema: unknown, depth = 0): JsonSchema {
  if (!isJsonObject(schema) || depth > maxDepth) return {};
  const { const: only, enum: values, type } = schema;
  if (only !== undefined) return { const: only };
  if (Array.isArray(values) && values.length > 0) return { enum: values };
  if (Array.isArray(type) && type.length > 0)
    return { anyOf: type.map((one) => openSchema({ ...schema, type: one }, depth + 1)) };
  switch (type) {
    case 'string':
      return minimumOne(schema) ? { type, minLength: 1 } : { type };
    case 'integer':
    case 'number':
      return { type, ...numberLimits(schema) };
    case 'boolean':
    case 'null':
      return { type };
    case 'array':
      return { type, items: openSchema(schema['items'], depth + 1), ...itemLimits(schema) };
    default:
      return isJsonObject(schema['properties']) || type === 'object'
        ? openObject(schema, depth)
        : openChoice(schema, depth);
  }
}

function openObject(schema: JsonObject, depth: number): JsonSchema {
  const properties = isJsonObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  if (properties.length === 0 && schema['additionalProperties'] !== false) return { type: 'object' };
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, each]) => [name, openSchema(each, depth + 1)])),
    required: properties.map(([name]) => name).filter((name) => required.includes(name)),
  };
}

function openChoice(schema: JsonObject, depth: number): JsonSchema {
  for (const members of [schema['anyOf'], schema['oneOf']]) {
    if (Array.isArray(members) && members.length > 0)
      return { anyOf: members.map((member) => openSchema(member, depth + 1)) };
  }
  return {};
}

function minimumOne({ minLength }: JsonObject): boolean {
  return typeof minLength === 'number' && minLength >= 1;
}

/** No limits where no whole number fits them: the grammar rounds them inwards. */
function numberLimits({ minimum, maximum }: JsonObject): Pick<JsonSchema, 'minimum' | 'maximum'> {
  const low = typeof minimum === 'number' ? minimum : undefined;
  const high = typeof maximum === 'number' ? maximum : undefined;
  const largest = 1e15;
  if (Math.ceil(low ?? -largest) > Math.floor(high ?? largest)) return {};
  if (Math.max(Math.abs(low ?? 0), Math.abs(high ?? 0)) >= largest) return {};
  return { ...(low === undefined ? {} : { minimum: low }), ...(high === undefined ? {} : { maximum: high }) };
}

function itemLimits({ minItems, maxItems }: JsonObject): Pick<JsonSchema, 'minItems' | 'maxItems'> {
  const least = counted(minItems) ?? 0;
  const most = counted(maxItems);
  if (most !== undefined && most < least) return {};
  return { minItems: least, ...(most === undefined ? {} : { maxItems: most }) };
}

function counted(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxCounted
    ? value
    : undefined;
}
