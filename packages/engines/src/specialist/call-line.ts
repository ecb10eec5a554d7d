import {
  type AdapterFormat,
  isJsonObject,
  type Json,
  type RawToolCall,
  type ToolDefinition,
} from '@kinglet/spec';
import { bareArguments } from './bare-arguments.ts';
import { orderedValue } from './ordered-properties.ts';
import { oneLine } from './plain-text.ts';

/**
 * A call as the line of a reply. Arguments that are not a JSON object, which a model may have written, stand as they are,
 * on one line; so do those of a tool that is not there, in their own order.
 */
export function callLine(
  { name, argumentsText }: RawToolCall,
  { format, tools }: { format: AdapterFormat; tools: readonly ToolDefinition[] },
): string {
  const values = jsonOf(argumentsText);
  if (!isJsonObject(values)) return oneLine(`${name} ${argumentsText}`);
  const parameters: unknown = tools.find((tool) => tool.name === name)?.parameters ?? {
    properties: Object.fromEntries(Object.keys(values).map((key) => [key, {}])),
  };
  if (format === 'schemas') return `${name} ${JSON.stringify(orderedValue(values, parameters))}`;
  return name + bareArguments(parameters).write(values);
}

/** Undefined where the text is not JSON. */
export function jsonOf(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
