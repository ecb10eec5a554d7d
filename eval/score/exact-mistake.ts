import { canonicalJson, isJsonObject, type Json } from '@kinglet/spec';
import type { MadeCall, RightCall } from '../rows/row.ts';

/**
 * Null where the only call has the very name, parameters and values of the answer, else what is wrong. Values are
 * compared as text, as Seal-Tools does, since its answers write some numbers as texts.
 */
export function exactMistake(made: readonly MadeCall[], rightCalls: readonly RightCall[]): string | null {
  if (made.length !== rightCalls.length) return `made ${made.length} calls, not ${rightCalls.length}`;
  for (const [index, right] of rightCalls.entries()) {
    const call = made[index];
    const [[name, answers] = ['', {}]] = Object.entries(right);
    if (call?.name !== name) return `called ${call?.name}, not ${name}`;
    const keys = new Set([...Object.keys(call.arguments), ...Object.keys(answers)]);
    for (const key of keys) {
      const got = shown(call.arguments[key]);
      const wanted = shown(answers[key]?.[0]);
      if (got !== wanted) return `${key}: ${got}, not ${wanted}`;
    }
  }
  return null;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'left out';
  return Array.isArray(value) || isJsonObject(value) ? canonicalJson(value) : String(value);
}
