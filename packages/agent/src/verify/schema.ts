import type { RawToolCall, ToolCall, ToolDefinition, Verdict } from '@kinglet/spec';
import { checkedCall, readCall } from '@kinglet/tools';
import { checkEnums } from './enum.ts';

export interface SchemaCheck {
  /** `schema`, after the word of `enum` where a value was not spelled as the schema has it. */
  readonly verdicts: readonly Verdict[];
  /** Null where a check failed. */
  readonly call: ToolCall | null;
}

/** [V1] A call names a tool that was offered and its arguments are JSON that fits the tool's schema, once V5 spelled them. */
export function checkSchema(raw: RawToolCall, definitions: readonly ToolDefinition[]): SchemaCheck {
  const read = readCall(raw, definitions);
  if (!read.ok) return { call: null, verdicts: [refused(read.reason)] };
  const { definition } = read;
  const { call, verdict } = checkEnums(read.call, definition);
  const spelled = verdict === null ? [] : [verdict];
  if (verdict?.passed === false) return { call: null, verdicts: spelled };
  const checked = checkedCall(call, definition);
  if (!checked.ok) return { call: null, verdicts: [...spelled, refused(checked.reason)] };
  const reason = `${call.name} and its arguments fit the schema.`;
  return { call, verdicts: [...spelled, { check: 'schema', passed: true, reason }] };
}

function refused(reason: string): Verdict {
  return { check: 'schema', passed: false, reason };
}

/** [V1] A call that was written as text, for a model that knows the form but not the place. */
export function looksLikeCall(text: string, definitions: readonly ToolDefinition[]): boolean {
  const start = text.trimStart().slice(0, 400);
  if (!/^(?:```(?:json)?\s*)?[[{]|^<tool_call>/u.test(start)) return false;
  return (
    definitions.some(({ name }) => start.includes(`"${name}"`)) && /"(?:arguments|parameters)"/u.test(start)
  );
}
