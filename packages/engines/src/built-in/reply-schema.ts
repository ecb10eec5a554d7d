import { type GenerateRequest, type JsonSchema, KingletError } from '@kinglet/spec';
import { allowedTools } from '../grammar/allowed-tools.ts';
import { defaultPromptFormat, type PromptFormat, toolLines } from '../prompt/prompt-format.ts';

/** With tools a reply is one JSON object: a call, or the text to show. */
export const builtInFormat: PromptFormat = {
  ...defaultPromptFormat,
  call: { open: '{"tool":"', middle: '","arguments":', close: '}' },
  toolsText: (tools) =>
    [
      'Tools:',
      ...toolLines(tools),
      'Answer with JSON only: {"tool":"NAME","arguments":{...}} to use a tool, {"text":"..."} to answer.',
    ].join('\n'),
};

/** What binds the reply: the request's own schema, or one alternative for each tool plus text. Null: all is text. */
export function replySchema({
  tools,
  toolChoice = 'auto',
  allowed,
  schema,
}: Pick<GenerateRequest, 'tools' | 'toolChoice' | 'allowed' | 'schema'>): JsonSchema | null {
  if (schema !== undefined) return schema;
  if (tools.length === 0 && toolChoice !== 'required') return null;
  const calls = toolChoice === 'none' ? [] : allowedTools(tools, allowed).map(callSchema);
  if (calls.length === 0 && toolChoice === 'required') {
    throw new KingletError(
      'invalid-input',
      'A tool call is required but no tool may be called. Allow at least one, or choose auto.',
    );
  }
  return { anyOf: toolChoice === 'required' ? calls : [textSchema, ...calls] };
}

const textSchema: JsonSchema = {
  type: 'object',
  properties: { text: { type: 'string', minLength: 1 } },
  required: ['text'],
  additionalProperties: false,
};

/** The name comes first, as the decoder keeps the order of properties. */
function callSchema({ name, parameters }: GenerateRequest['tools'][number]): JsonSchema {
  return {
    type: 'object',
    properties: {
      tool: { type: 'string', enum: [name] },
      arguments: { ...parameters, additionalProperties: false },
    },
    required: ['tool', 'arguments'],
    additionalProperties: false,
  };
}
