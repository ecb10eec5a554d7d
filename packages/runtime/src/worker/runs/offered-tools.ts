import type { Tool } from '@kinglet/spec';

/**
 * The tools of a page that allows some of them only. The others stay in the set, since a specialist knows the set by heart,
 * but a call of theirs does nothing, asks nothing, and its result says why. Where none is allowed, there is no set.
 */
export function offeredTools(
  tools: readonly Tool[],
  allowed: readonly string[] | undefined,
): readonly Tool[] {
  if (allowed === undefined) return tools;
  if (!tools.some(({ definition }) => allowed.includes(definition.name))) return [];
  return tools.map((tool) => (allowed.includes(tool.definition.name) ? tool : withheld(tool)));
}

function withheld({ definition }: Tool): Tool {
  const content = `This site does not offer the tool "${definition.name}".`;
  return {
    definition: { ...definition, risk: 'read', destructive: false },
    spans: () => null,
    run: async () => ({ content, failed: true }),
  };
}
