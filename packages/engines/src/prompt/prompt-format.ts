import type { JsonSchema, ToolDefinition } from '@kinglet/spec';
import type { CallForm } from '../grammar/tool-grammar.ts';

/** All wording that a model sees of tools and calls. Another wording is another object of this shape. */
export interface PromptFormat {
  readonly call: CallForm;
  /** Whether earlier calls stand in the transcript; their results always do. */
  readonly showsCalls: boolean;
  /** Stands at the end of the system text. Equal tools give equal text, whatever their order. */
  readonly toolsText: (tools: readonly ToolDefinition[]) => string;
  /** Role under which a tool's result stands; `tool` only where the chat template knows it. */
  readonly resultRole: 'user' | 'tool';
  readonly resultText: (result: ToolResult) => string;
}

/** Content already stripped of control tokens and invisible characters. */
interface ToolResult {
  readonly name: string;
  readonly content: string;
  readonly failed: boolean;
}

const call: CallForm = { open: '<tool_call>{"name":"', middle: '","arguments":', close: '}</tool_call>' };

export const defaultPromptFormat: PromptFormat = {
  call,
  showsCalls: true,
  toolsText: (tools) =>
    [
      'Tools:',
      ...toolLines(tools),
      `To use a tool, answer only with ${call.open}NAME${call.middle}{...}${call.close}`,
    ].join('\n'),
  resultRole: 'user',
  resultText: ({ name, content, failed }) =>
    `<tool_result name="${name}"${failed ? ' failed' : ''}>\n${content}\n</tool_result>`,
};

/** For chats of a single-turn model, which sees no tools: a result is a turn of its own, and no call is shown to copy. */
export const plainPromptFormat: PromptFormat = {
  ...defaultPromptFormat,
  showsCalls: false,
  resultRole: 'tool',
  resultText: ({ content }) => content,
};

/** One line for each tool, by name. */
export function toolLines(tools: readonly ToolDefinition[]): readonly string[] {
  return [...tools]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, description, parameters }) => `- ${name}(${signature(parameters)}): ${description}`);
}

/** Such as `text, unit: m|ft, precise?`. */
function signature({ properties = {}, required = [] }: JsonSchema): string {
  return Object.entries(properties)
    .map(([key, schema]) => `${key}${required.includes(key) ? '' : '?'}${typeText(schema)}`)
    .join(', ');
}

function typeText(schema: JsonSchema): string {
  if (schema.enum !== undefined) return `: ${schema.enum.join('|')}`;
  const types = [schema.type ?? 'string'].flat().join('|');
  return types === 'string' ? '' : `: ${types}`;
}
