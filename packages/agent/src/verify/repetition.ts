import { canonicalJson, type ToolCall, type Verdict } from '@kinglet/spec';

/** Equal for calls of the same tool with the same arguments, whatever their order. */
export function callKey(call: ToolCall): string {
  return `${call.name} ${canonicalJson(call.arguments)}`;
}

/** [V3] The same call, with the same arguments, does not run twice in a run. */
export function checkRepetition(call: ToolCall, ran: ReadonlySet<string>): Verdict {
  const isRepeated = ran.has(callKey(call));
  return {
    check: 'repetition',
    passed: !isRepeated,
    reason: isRepeated ? `${call.name} was called again with the same arguments.` : 'The call is new.',
  };
}
