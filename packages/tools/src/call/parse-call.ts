import { isJsonObject, type RawToolCall, type ToolCall, type ToolDefinition } from '@kinglet/spec';
import { validateArguments } from './validate-arguments.ts';

/** Longest argument text that is parsed at all, in characters. */
const maxArgumentsLength = 20_000;

/** A call that may run, or why it may not, in words that the model can repair it by. */
export type ParsedCall =
  | { readonly ok: true; readonly call: ToolCall }
  | { readonly ok: false; readonly reason: string };

/** Turns a model's raw call into a validated one: known name, JSON object, arguments that fit the schema. Never throws. */
export function parseCall(raw: RawToolCall, definitions: readonly ToolDefinition[]): ParsedCall {
  const definition = definitions.find(({ name }) => name === raw.name);
  if (definition === undefined) {
    const known = definitions.map(({ name }) => name).join(', ');
    return refuse(
      `There is no tool "${raw.name.slice(0, 60)}". Use one of: ${known === '' ? '(none)' : known}.`,
    );
  }
  if (raw.argumentsText.length > maxArgumentsLength) {
    return refuse(
      `${definition.name}: the arguments are ${raw.argumentsText.length} characters long, at most ${maxArgumentsLength} are allowed.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(raw.argumentsText.trim() === '' ? '{}' : raw.argumentsText);
  } catch {
    return refuse(`${definition.name}: the arguments are not JSON. Give one JSON object.`);
  }
  if (!isJsonObject(value)) return refuse(`${definition.name}: the arguments must be one JSON object.`);
  const validation = validateArguments(definition.parameters, value);
  if (!validation.ok) return refuse(`${definition.name}: ${validation.reason}.`);
  return { ok: true, call: { id: raw.id, name: definition.name, arguments: value } };
}

function refuse(reason: string): ParsedCall {
  return { ok: false, reason };
}
