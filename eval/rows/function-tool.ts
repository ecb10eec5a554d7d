import {
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  type ToolDefinition,
} from '@kinglet/spec';
import type { RowFunction } from './row.ts';

/** The leaderboard's names of types that are not JSON Schema's; `any` is no type. */
const schemaTypes: Readonly<Record<string, NonNullable<JsonSchema['type']> | undefined>> = {
  dict: 'object',
  float: 'number',
  tuple: 'array',
  any: undefined,
};

/** A row's function as a tool. Nothing runs it: only name, description and parameters are ever read. */
export function functionTool({ name, description, parameters }: RowFunction): ToolDefinition {
  return {
    name,
    description,
    parameters: toSchema(parameters),
    risk: 'read',
    destructive: false,
    timeoutMs: 0,
    origin: 'evaluation',
  };
}

const keptKeys = ['default', 'minItems', 'maxItems', 'minimum', 'maximum', 'minLength', 'maxLength'] as const;

function toSchema(declared: JsonObject): JsonSchema {
  const { type, description, properties, required, items } = declared;
  const name = typeof type === 'string' && type in schemaTypes ? schemaTypes[type] : type;
  const values = Array.isArray(declared['enum']) ? (declared['enum'] as readonly Json[]) : undefined;
  // An enum beside a list names the values of its items.
  const isOfItems = name === 'array' && values?.some((value) => !Array.isArray(value));
  const inner = isJsonObject(items) ? toSchema(items) : {};
  return {
    ...(typeof name === 'string' ? { type: name as NonNullable<JsonSchema['type']> } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(isJsonObject(properties) ? { properties: toProperties(properties) } : {}),
    ...(Array.isArray(required) ? { required: required.map(String) } : {}),
    ...(name === 'array' ? { items: isOfItems && values ? { ...inner, enum: values } : inner } : {}),
    ...(values !== undefined && !isOfItems ? { enum: values } : {}),
    ...Object.fromEntries(keptKeys.flatMap((key) => (key in declared ? [[key, declared[key]]] : []))),
  };
}

function toProperties(properties: JsonObject): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, isJsonObject(value) ? toSchema(value) : {}]),
  );
}
