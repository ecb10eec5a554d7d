import type { ToolDefinition } from './tool.ts';

/**
 * What of a tool set a specialist learned by heart, one line a tool, sorted: `list(what: notes|reminders)`,
 * `time(place?)`. Sets with equal signatures can be used by the same adapter; descriptions may differ.
 */
export function toolSignatures(tools: readonly Pick<ToolDefinition, 'name' | 'parameters'>[]): string {
  return tools.map(signatureOf).sort().join('\n');
}

function signatureOf({
  name,
  parameters: { properties = {}, required = [] },
}: Pick<ToolDefinition, 'name' | 'parameters'>): string {
  const args = Object.entries(properties).map(([key, schema]) => {
    const choices = schema.enum === undefined ? '' : `: ${schema.enum.join('|')}`;
    return `${key}${required.includes(key) ? '' : '?'}${choices}`;
  });
  return `${name}(${args.join(', ')})`;
}
