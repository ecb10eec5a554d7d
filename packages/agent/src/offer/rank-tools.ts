import type { ToolDefinition } from '@kinglet/spec';
import { type Embed, similarity } from './embed.ts';

/** The tools by how near their texts are to the message, the nearest first; equal ones in their order. */
export function rankTools<Tool extends Pick<ToolDefinition, 'name' | 'description' | 'parameters'>>(
  message: string,
  tools: readonly Tool[],
  embed: Embed,
): readonly Tool[] {
  const wanted = embed(message);
  const scored = tools.map((tool) => ({ tool, score: similarity(wanted, embed(toolText(tool))) }));
  return scored.sort((a, b) => b.score - a.score).map(({ tool }) => tool);
}

/** What a tool says of itself, as words: its name twice, since nothing else is as sure to be about it. */
export function toolText({
  name,
  description,
  parameters: { properties = {} },
}: Pick<ToolDefinition, 'name' | 'description' | 'parameters'>): string {
  const args = Object.entries(properties).map(([key, { description: said = '' }]) => `${key} ${said}`);
  return [name, name, description, ...args].join('\n');
}
