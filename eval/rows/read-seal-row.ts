import { isJsonObject, type Json, type JsonObject, KingletError } from '@kinglet/spec';
import type { JsonLine } from './read-json-lines.ts';
import type { Row, RowFunction } from './row.ts';

/** Seal-Tools' names of types, in the leaderboard's. */
const types: Readonly<Record<string, string>> = {
  str: 'string',
  int: 'integer',
  bool: 'boolean',
  list: 'array',
};

/**
 * Reads a row of Seal-Tools, `{id, tools, instruction, calls}`, as a row with one answer for each parameter. Null for a
 * row of several calls, which chain results and are another task. Throws `invalid-input` by file and line.
 */
export function readSealRow({ place, value }: JsonLine): Row | null {
  if (!isJsonObject(value)) throw bad(place);
  const { id, tools, instruction, calls } = value;
  if (typeof id !== 'string' || typeof instruction !== 'string') throw bad(place);
  if (!Array.isArray(tools) || !Array.isArray(calls)) throw bad(place);
  const [call, ...more] = calls as readonly Json[];
  if (call === undefined || more.length > 0) return null;
  if (!isJsonObject(call) || typeof call['api'] !== 'string' || !isJsonObject(call['parameters']))
    throw bad(place);
  const answers = Object.entries(call['parameters']).map(([key, answer]) => [key, [answer]] as const);
  return {
    id,
    question: [{ role: 'user', content: instruction }],
    functions: tools.map((tool: Json) => readTool(tool, place)),
    rightCalls: [{ [call['api']]: Object.fromEntries(answers) }],
  };
}

function readTool(tool: Json, place: string): RowFunction {
  if (!isJsonObject(tool) || typeof tool['api_name'] !== 'string' || !isJsonObject(tool['parameters'])) {
    throw bad(place);
  }
  const properties = Object.entries(tool['parameters']).map(
    ([key, value]) => [key, readParameter(value)] as const,
  );
  return {
    name: tool['api_name'],
    description: String(tool['api_description'] ?? ''),
    parameters: {
      type: 'dict',
      properties: Object.fromEntries(properties),
      required: Array.isArray(tool['required']) ? tool['required'] : [],
    },
  };
}

function readParameter(value: Json): JsonObject {
  const { type = 'any', description = '' } = isJsonObject(value) ? value : {};
  return { type: types[String(type)] ?? type, description };
}

function bad(place: string): KingletError {
  const allowed =
    '{id, tools: [{api_name, api_description, parameters, required}], instruction, calls: [{api, parameters}]}';
  return new KingletError(
    'invalid-input',
    `${place}: not a row of Seal-Tools, which is ${allowed}. Correct or remove the line.`,
  );
}
