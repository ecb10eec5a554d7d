import { type JsonSchema, type Tool, type UserTool, type UserToolKind, userOrigin } from '@kinglet/spec';
import { failure, success } from '../call/outcome.ts';
import type { Sandbox } from './sandbox.ts';

/** Longer than what the sandbox allows itself to start and to run. */
const timeoutMs = 20_000;
const maxText = 2_000;

/**
 * The user's enabled tools as tools of a run, of the origin `user`. They only compute, so they only read. What an imported one
 * says is text from outside.
 */
export function userTools(tools: readonly UserTool[], sandbox: Sandbox): readonly Tool[] {
  return tools.filter(({ enabled }) => enabled).map((tool) => toolOf(tool, sandbox));
}

function toolOf(tool: UserTool, sandbox: Sandbox): Tool {
  const { name, description, arguments: parameters, imported } = tool;
  return {
    definition: {
      name,
      description,
      parameters: {
        type: 'object',
        properties: Object.fromEntries(
          parameters.map((each) => [each.name, schemaOf(each.kind, each.description)]),
        ),
        required: parameters.filter(({ optional }) => !optional).map((each) => each.name),
        additionalProperties: false,
      },
      risk: 'read',
      destructive: false,
      timeoutMs,
      origin: userOrigin,
    },
    async run(args, { signal }) {
      const end = await sandbox.run({ tool, args }, { signal });
      const taint = imported ? { untrusted: true } : {};
      return end.ok ? success(end.content, taint) : { ...failure(`${name}: ${end.reason}`), ...taint };
    },
  };
}

function schemaOf(kind: UserToolKind, description: string): JsonSchema {
  const said = description === '' ? {} : { description };
  if (kind === 'text') return { type: 'string', ...said, maxLength: maxText };
  return { type: kind === 'number' ? 'number' : 'boolean', ...said };
}
