import type { Tool } from '@kinglet/spec';

const notOnRecord =
  'Not done: that it begins could not be stored, and after a crash it might then be done a second time. Make room on this device, or reload the page, then ask again.';

/**
 * A tool of another origin that changes or sends something, and that cannot tell a second call from the first, runs only while
 * its calls are put on record before they run (agent/SPEC.md A45).
 */
export function onRecord(tool: Tool, isBehind: () => boolean): Tool {
  const { risk, origin } = tool.definition;
  if (risk === 'read' || origin === 'built-in' || tool.oncePerKey === true) return tool;
  return {
    ...tool,
    run: async (args, context) =>
      isBehind() ? { content: notOnRecord, failed: true } : tool.run(args, context),
  };
}
