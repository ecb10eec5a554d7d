import { estimateTokens } from '@kinglet/policy';
import type { EngineInfo, ToolDefinition } from '@kinglet/spec';
import { isSingleTurn } from '../prompt/step-request.ts';
import type { RunState } from '../run-state.ts';
import { lexicalEmbed } from './embed.ts';
import { rankTools, toolText } from './rank-tools.ts';

/** Of the context, for the tools' definitions. */
const toolsShare = 1 / 3;

/**
 * The tools that an engine of several turns sees: all, where they fit into a third of its context. Else as many as fit, ours and those
 * that the conversation has used first, then the nearest to the message; the same in each step of the run.
 */
export function offeredTools(run: RunState, engine: EngineInfo): readonly ToolDefinition[] {
  const { allDefinitions, offered } = run;
  if (engine.place !== 'device' || isSingleTurn(engine)) return allDefinitions;
  const { contextTokens } = engine;
  const known = offered.get(contextTokens);
  if (known !== undefined) return known;
  const chosen = chooseTools(allDefinitions, {
    maxTokens: Math.floor(contextTokens * toolsShare),
    message: run.input.userText,
    used: usedIn(run),
  });
  offered.set(contextTokens, chosen);
  return chosen;
}

/** For people: how many of the tools the step offers; '' where it offers all. */
export function offerNote(run: RunState, engine: EngineInfo): string {
  const { length } = offeredTools(run, engine);
  const all = run.allDefinitions.length;
  return length === all ? '' : `${length} of ${all} tools fit and were offered.`;
}

function chooseTools(
  tools: readonly ToolDefinition[],
  { maxTokens, message, used }: { maxTokens: number; message: string; used: ReadonlySet<string> },
): readonly ToolDefinition[] {
  const costs = new Map(tools.map((tool) => [tool, tokensOf(tool)]));
  const sum = (of: readonly ToolDefinition[]) => of.reduce((all, tool) => all + (costs.get(tool) ?? 0), 0);
  if (sum(tools) <= maxTokens) return tools;
  const isFirst = (tool: ToolDefinition) => tool.origin === 'built-in' || used.has(tool.name);
  const ranked = rankTools(message, tools, lexicalEmbed(tools.map(toolText)));
  const order = [...ranked.filter(isFirst), ...ranked.filter((tool) => !isFirst(tool))];
  const chosen = new Set<ToolDefinition>();
  let left = maxTokens;
  for (const tool of order) {
    const cost = costs.get(tool) ?? 0;
    if (cost > left) continue;
    left -= cost;
    chosen.add(tool);
  }
  return tools.filter((tool) => chosen.has(tool));
}

/** Of its line in the prompt: name, arguments with the values they may have, description. */
function tokensOf({ name, description, parameters: { properties = {} } }: ToolDefinition): number {
  const args = Object.entries(properties).map(
    ([key, schema]) => `${key}: ${(schema.enum ?? [schema.type]).join('|')}`,
  );
  return estimateTokens(`- ${name}(${args.join(', ')}): ${description}`);
}

function usedIn({ input }: RunState): ReadonlySet<string> {
  return new Set(input.history.flatMap((message) => (message.role === 'tool' ? [message.name] : [])));
}
