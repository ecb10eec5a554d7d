import type { Attachment, Tool } from '@kinglet/spec';

/** The tool sees the files of earlier messages too, after those of this one, and is offered for them. */
export function withEarlierFiles(tool: Tool, earlier: readonly Attachment[]): Tool {
  if (earlier.length === 0) return tool;
  return {
    ...tool,
    ...(tool.spans && {
      spans: (userText, facts) => tool.spans?.(userText, { ...facts, hasAttachments: true }) ?? null,
    }),
    ...(tool.dryRun && {
      dryRun: async (args, context) =>
        (await tool.dryRun?.(args, { ...context, attachments: [...context.attachments, ...earlier] })) ??
        null,
    }),
    run: (args, context) => tool.run(args, { ...context, attachments: [...context.attachments, ...earlier] }),
  };
}
