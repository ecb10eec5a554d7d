import { addressKey } from '@kinglet/policy';
import type { ArgumentSpans, Json, JsonObject, JsonSchema, ToolDefinition } from '@kinglet/spec';
import { validateArguments } from '@kinglet/tools';
import { checkGrounding, type Ground } from './grounding.ts';
import { namesIn } from './names.ts';
import { scaledNumbers, spelledAddresses } from './transforms.ts';
import { unitHint } from './unit-hint.ts';

/**
 * Values that one argument may have, and the length of one and of all of a call, in characters. A grammar grows linearly with them:
 * those of 12 arguments at most make one of 10 kB.
 */
export const maxValues = 48;
const maxValueLength = 120;
export const maxCallLength = 4_000;
/** Words of a run of the user's words. */
const maxRunWords = 6;

/**
 * The values from the conversation that the open arguments of a tool may have, best first: what its grammar is bound to. An
 * argument that has a list, is exempt from grounding or is an object of its own stays as its schema has it. Null where a required
 * argument has no value at all: then nothing the user said can be this call.
 */
export function candidates(
  definition: ToolDefinition,
  refused: JsonObject,
  ground: Ground,
): ArgumentSpans | null {
  const { properties = {}, required = [] } = definition.parameters;
  const exempt = new Set(definition.ungrounded);
  const spans: Record<string, readonly string[]> = {};
  let room = maxCallLength;
  for (const [name, schema] of Object.entries(properties)) {
    const isNumber = isNumeric(schema);
    if (exempt.has(name) || isClosed(schema) || isNumber === null) continue;
    const found = isNumber ? numbers(ground, unitHint(name, schema, refused)).map(String) : texts(ground);
    const values: string[] = [];
    for (const text of new Set(found)) {
      if (values.length === maxValues || text.length > Math.min(room, maxValueLength)) continue;
      const value: Json = isNumber ? Number(text) : text;
      if (!fits(value, schema) || !isGrounded(definition, { ...refused, [name]: value }, name, ground))
        continue;
      values.push(text);
      room -= text.length;
    }
    if (values.length === 0 && required.includes(name)) return null;
    spans[name] = values;
  }
  return spans;
}

/** Of an array, what its items are; null where it is neither of texts nor of numbers. */
function isNumeric(schema: JsonSchema): boolean | null {
  const type = schema.type ?? 'string';
  if (type === 'array') return typeof schema.items === 'object' ? isNumeric(schema.items) : null;
  if (type === 'number' || type === 'integer') return true;
  return type === 'string' && schema.anyOf === undefined && schema.$ref === undefined ? false : null;
}

function isClosed(schema: JsonSchema): boolean {
  const { enum: list, const: only, items } = schema;
  return list !== undefined || only !== undefined || (typeof items === 'object' && isClosed(items));
}

function fits(value: Json, schema: JsonSchema): boolean {
  const item = schema.type === 'array' && typeof schema.items === 'object' ? schema.items : schema;
  return validateArguments(item, value).ok;
}

/** As V2 has it, so that a bound call cannot fail it again. */
function isGrounded(definition: ToolDefinition, args: JsonObject, name: string, ground: Ground): boolean {
  const call = { id: '', name: definition.name, arguments: { [name]: args[name] ?? null } };
  return checkGrounding(call, definition, ground).passed;
}

/** Amounts of the unit that the argument is in, else all numbers that somebody said. */
function numbers(ground: Ground, unit: string | null): readonly number[] {
  const { amounts, texts } = ground.said;
  const converted = unit === null ? [] : amounts.flatMap((amount) => amount.in(unit) ?? []);
  if (converted.length > 0) return converted.flatMap((value) => [value, Math.round(value)]);
  const scaled = texts.flatMap((text) => scaledNumbers(text).map(({ value }) => value));
  return [...scaled, ...ground.values];
}

/** What stands out, then dates, then the user's own words: parts of sentences, and runs of a few words. */
function texts(ground: Ground): readonly string[] {
  const { said } = ground;
  const spoken = said.texts;
  const [latest = ''] = spoken;
  return [
    ...spoken.flatMap((text) =>
      [...text.matchAll(/["“«]([^"”»]{1,120})["”»]/gu)].map(([, inner = '']) => inner),
    ),
    ...(ground.written.match(/[^\s<>"'`]+@[^\s<>"'`]+\.\p{L}+|https?:\/\/[^\s<>"'`]+/gu) ?? []),
    ...spoken.flatMap((text) => text.split(/\s+/).filter((word) => addressKey(word) !== null)),
    ...spoken.flatMap((text) => spelledAddresses(text).map(({ value }) => value)),
    ...said.moments.flatMap(({ dates, times, text }) => [text, ...dates.slice(0, 1), ...times.slice(0, 1)]),
    ...said.amounts.map(({ text }) => text),
    ...spoken.flatMap((text) => namesIn(text)),
    ...clauses(latest),
    ...runs(latest),
    ...namesIn(ground.written).slice(0, maxValues),
  ]
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function clauses(text: string): readonly string[] {
  const parts = text.split(/[.!?;:,\n]+|\s(?:and|to|for|at|on|in|about|from|with|that|saying)\s/iu);
  return [...parts.map((part) => part.trim()), text.trim()];
}

/** Runs of the words, the longest first, none that begins or ends with a word that carries nothing. */
function runs(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.'’@/:+-]*/gu)?.slice(0, 40) ?? [];
  const found: string[] = [];
  for (let length = maxRunWords; length >= 1; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const [first = '', last = ''] = [words[start], words[start + length - 1]];
      if (!empty.test(first) && !empty.test(last)) found.push(words.slice(start, start + length).join(' '));
    }
  }
  // A long message has more runs than a grammar has room for: the short ones say more of it.
  return found.toReversed();
}

const empty =
  /^(?:an?|the|of|to|in|on|at|for|from|by|with|and|or|is|are|be|it|that|this|my|me|i|you|please|can|could|would|will|do|does)$/i;
