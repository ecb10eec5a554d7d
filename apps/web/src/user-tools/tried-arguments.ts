import type { Json, JsonObject, UserToolArgument } from '@kinglet/spec';

/** What was typed as the arguments of a call; an optional one that is empty is left out. What is no number goes as it is. */
export function triedArguments(
  parameters: readonly UserToolArgument[],
  typed: readonly (string | boolean)[],
): JsonObject {
  const args: Record<string, Json> = {};
  for (const [index, { name, kind, optional }] of parameters.entries()) {
    const value = typed[index] ?? '';
    if (value === '' && optional) continue;
    args[name] = kind === 'number' && typeof value === 'string' ? numberIn(value) : value;
  }
  return args;
}

function numberIn(text: string): Json {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}
