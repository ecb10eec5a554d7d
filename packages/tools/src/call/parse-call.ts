import {
  isJsonObject,
  type Json,
  type JsonObject,
  type RawToolCall,
  type ToolCall,
  type ToolDefinition,
} from '@kinglet/spec';
import { cleanText, oneLine } from '../text/clean-text.ts';
import { isDeeperThan } from '../text/json-depth.ts';
import { validateArguments } from './validate-arguments.ts';

/** Longest argument text that is parsed at all, in characters. */
const maxArgumentsLength = 20_000;
/** Deepest nesting of it; a validator and all who copy values go down by recursion. */
const maxArgumentsDepth = 32;

/** A call that may run, or why it may not, in words that the model can repair it by. */
export type ParsedCall =
  | { readonly ok: true; readonly call: ToolCall }
  | { readonly ok: false; readonly reason: string };

/** A call of a known tool whose arguments are a JSON object, not yet held to the tool's schema. */
export type ReadCall =
  | { readonly ok: true; readonly definition: ToolDefinition; readonly call: ToolCall }
  | { readonly ok: false; readonly reason: string };

/** Turns a model's raw call into a validated one: known name, JSON object, arguments that fit the schema. Never throws. */
export function parseCall(raw: RawToolCall, definitions: readonly ToolDefinition[]): ParsedCall {
  const read = readCall(raw, definitions);
  return read.ok ? checkedCall(read.call, read.definition) : read;
}

/**
 * Names the tool and reads the arguments. A name is a tool's only where every character of it is: one that differs by case or
 * looks alike is none, and the reason says which was nearly meant. Texts among the arguments lose what nobody can see (`cleanText`),
 * so that what is checked, shown and run is one and the same. Never throws, in time linear in the text.
 */
export function readCall(raw: RawToolCall, definitions: readonly ToolDefinition[]): ReadCall {
  const definition = definitions.find(({ name }) => name === raw.name);
  if (definition === undefined) return refuse(unknownName(raw.name, definitions));
  const { name } = definition;
  if (raw.argumentsText.length > maxArgumentsLength) {
    return refuse(
      `${name}: the arguments are ${raw.argumentsText.length} characters long, at most ${maxArgumentsLength} are allowed.`,
    );
  }
  if (isDeeperThan(raw.argumentsText, maxArgumentsDepth)) {
    return refuse(`${name}: the arguments are nested deeper than ${maxArgumentsDepth} levels.`);
  }
  const value = parsed(raw.argumentsText);
  if (value === undefined) return refuse(`${name}: the arguments are not JSON. Give one JSON object.`);
  if (!isJsonObject(value)) return refuse(`${name}: the arguments must be one JSON object.`);
  return { ok: true, definition, call: { id: raw.id, name, arguments: visible(value) as JsonObject } };
}

/** Holds a call to its tool's schema. Never throws. */
export function checkedCall(call: ToolCall, { name, parameters }: ToolDefinition): ParsedCall {
  const validation = validateArguments(parameters, call.arguments);
  if (!validation.ok) return refuse(`${name}: ${validation.reason}.`);
  if (hasPrototypeKey(call.arguments)) return refuse(`${name}: "__proto__" is no name of an argument.`);
  return { ok: true, call };
}

function unknownName(name: string, definitions: readonly ToolDefinition[]): string {
  const known = definitions.map((definition) => definition.name);
  const bare = lookOf(name);
  const near = known.find((candidate) => lookOf(candidate) === bare);
  const meant = near === undefined ? '' : ` A name counts as it is written: "${near}".`;
  return `There is no tool "${oneLine(name, 60)}".${meant} Use one of: ${known.length === 0 ? '(none)' : known.join(', ')}.`;
}

/** Equal for names that differ in case, accents, width, hidden characters or marks between words only. */
function lookOf(name: string): string {
  return name
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.trim() === '' ? '{}' : text) as unknown;
  } catch {
    return undefined;
  }
}

/** Keys stay as they are: they are the schema's to know. */
function visible(value: Json): Json {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(visible);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visible(member)]));
}

/** `__proto__` as a key is data in JSON, and a trap once somebody copies the object. */
function hasPrototypeKey(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value) && Object.hasOwn(value, '__proto__')) return true;
  return Object.values(value).some(hasPrototypeKey);
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
