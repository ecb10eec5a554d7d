import { callHash, toolText } from '@kinglet/policy';
import type { ApprovalRequest, JsonObject, ToolCall, ToolDefinition } from '@kinglet/spec';

/** A tool that sends, and the call of it that a person said yes to. */
export const definition: ToolDefinition = {
  name: 'post',
  description: 'Posts a text.',
  parameters: {
    type: 'object',
    properties: { to: { type: 'string' }, text: { type: 'string' }, count: { type: 'integer' } },
    required: ['to', 'text'],
    additionalProperties: false,
  },
  risk: 'send',
  destructive: false,
  timeoutMs: 1_000,
  origin: 'https://tools.example',
};

export const call: ToolCall = {
  id: 'c',
  name: 'post',
  arguments: { to: 'https://a.example/in', text: 'See you at 7, Zoë', count: 1 },
};

/** That call with other arguments. */
export function callWith(args: JsonObject): ToolCall {
  return { ...call, arguments: { ...call.arguments, ...args } };
}

export const hash = callHash(call, definition);

/** The card that was shown. */
export const request: Extract<ApprovalRequest, { kind: 'tool' }> = {
  ...{ kind: 'tool', id: 'q', tool: call.name, origin: definition.origin, risk: 'send', hash },
  ...{ arguments: call.arguments, definition: toolText(definition), reason: 'It sends.' },
};
