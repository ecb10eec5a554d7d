import { type AdapterRule, routeAdapter } from '@kinglet/router';
import type { EngineInfo, GenerateRequest, Tool, ToolDefinition } from '@kinglet/spec';
import { isSingleTurn } from './step-request.ts';
import { chatText, systemContent, systemText } from './system-text.ts';

/** The definitions in prompt order: by name, so that equal sets give equal prefixes. */
export function sortedDefinitions(tools: readonly Tool[]): readonly ToolDefinition[] {
  return tools
    .map(({ definition }) => definition)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * What the prompts of this engine start with, for `Engine.prefill` in the background: one request for each form of prompt.
 * That for the choice of a call has no messages, since there the user's message comes right after the tools. Where a
 * specialist goes first, only its own: a change of adapter drops what the cache holds.
 */
export function prefixRequests(
  tools: readonly Tool[],
  info: Pick<EngineInfo, 'place' | 'toolUse' | 'adapters'>,
  {
    rules = [],
    companions = [],
    facts = [],
  }: { rules?: readonly AdapterRule[]; companions?: readonly Tool[]; facts?: readonly string[] } = {},
): readonly GenerateRequest[] {
  const definitions = sortedDefinitions(tools);
  const remembered = info.place === 'device' ? facts : [];
  if (!isSingleTurn(info)) {
    const all = sortedDefinitions([...tools, ...companions]);
    return [prefixOf(systemContent(systemText, { facts: remembered }), all)];
  }
  const first = routeAdapter({ adapters: info.adapters ?? [], tools: definitions, handedOn: [], rules });
  if (first.kind === 'adapter') {
    return [{ messages: [], tools: first.tools, adapter: first.adapter.id, maxTokens: 1 }];
  }
  const select: GenerateRequest = { messages: [], tools: definitions, maxTokens: 1 };
  return [
    ...(definitions.length > 0 ? [select] : []),
    prefixOf(systemContent(chatText, { facts: remembered }), []),
  ];
}

function prefixOf(system: string, tools: readonly ToolDefinition[]): GenerateRequest {
  return { messages: [{ role: 'system', content: system }], tools, maxTokens: 1 };
}
