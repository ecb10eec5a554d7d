import type { GenerateRequest, Tool, ToolDefinition } from '@kinglet/spec';
import { systemText } from './system-text.ts';

/** The definitions in prompt order: by name, so that equal sets give equal prefixes. */
export function sortedDefinitions(tools: readonly Tool[]): readonly ToolDefinition[] {
  return tools
    .map(({ definition }) => definition)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The part that every prompt starts with, for `Engine.prefill` in the background. */
export function prefixRequest(tools: readonly Tool[]): GenerateRequest {
  return {
    messages: [{ role: 'system', content: systemText }],
    tools: sortedDefinitions(tools),
    maxTokens: 1,
  };
}
