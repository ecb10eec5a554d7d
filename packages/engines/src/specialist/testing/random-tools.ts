import type { JsonSchema, ToolDefinition } from '@kinglet/spec';
import { randomSchema } from '../../grammar/testing/random-schema.ts';

/** Up to four tools with random arguments, flat or nested up to `depth`. */
export function randomTools(random: () => number, depth: number): readonly ToolDefinition[] {
  const names = ['time', 'send_mail', 'math.add', 'x'].slice(0, 1 + Math.floor(random() * 4));
  return names.map((name) => testTool(name, randomArguments(random, depth)));
}

function randomArguments(random: () => number, depth: number): JsonSchema {
  const keys = ['name', 'when', 'to', 'größe'].slice(0, Math.floor(random() * 5));
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, randomSchema(random, depth)])),
    required: keys.filter(() => random() < 0.5),
  };
}

export function testTool(name: string, parameters: JsonSchema): ToolDefinition {
  return {
    name,
    description: '',
    parameters,
    risk: 'read',
    destructive: false,
    timeoutMs: 1,
    origin: 'test',
  };
}
