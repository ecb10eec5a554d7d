import type { RawToolCall, ToolCall, ToolDefinition, Verdict } from '@kinglet/spec';
import { parseCall } from '@kinglet/tools';

export interface SchemaCheck {
  readonly verdict: Verdict;
  /** Null where the check failed. */
  readonly call: ToolCall | null;
}

/** [V1] A call names a tool that was offered and its arguments are JSON that fits the tool's schema. */
export function checkSchema(raw: RawToolCall, definitions: readonly ToolDefinition[]): SchemaCheck {
  const parsed = parseCall(raw, definitions);
  if (!parsed.ok) return { call: null, verdict: { check: 'schema', passed: false, reason: parsed.reason } };
  const reason = `${parsed.call.name} and its arguments fit the schema.`;
  return { call: parsed.call, verdict: { check: 'schema', passed: true, reason } };
}

/** [V1] A call that was written as text, for a model that knows the form but not the place. */
export function looksLikeCall(text: string, definitions: readonly ToolDefinition[]): boolean {
  const start = text.trimStart().slice(0, 400);
  if (!/^(?:```(?:json)?\s*)?[[{]|^<tool_call>/u.test(start)) return false;
  return (
    definitions.some(({ name }) => start.includes(`"${name}"`)) && /"(?:arguments|parameters)"/u.test(start)
  );
}
