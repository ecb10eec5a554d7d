import type { JsonObject, JsonSchema, RiskClass, Tool, ToolContext, ToolOutcome } from '@kinglet/spec';
import { cleanText } from '../text/clean-text.ts';
import { outcomeOf } from './outcome.ts';

/** Longest argument of a built-in tool, in characters, unless it says otherwise. */
const defaultMaxLength = 300;

interface TextArgument {
  readonly description: string;
  readonly optional?: boolean;
  readonly maxLength?: number;
  /** The only texts allowed. */
  readonly choices?: readonly string[];
}

interface ToolSpec<Name extends string> {
  readonly name: string;
  readonly description: string;
  readonly arguments: Readonly<Record<Name, TextArgument>>;
  /** Default `read`. */
  readonly risk?: RiskClass;
  /** Default false. */
  readonly destructive?: boolean;
  /** Default 5,000. */
  readonly timeoutMs?: number;
  readonly ungrounded?: readonly NoInfer<Name>[];
  /** Arguments come trimmed and without hidden characters; one left out is ''. A KingletError becomes a failed outcome. */
  run(args: Readonly<Record<Name, string>>, context: ToolContext): Promise<ToolOutcome> | ToolOutcome;
}

/** A built-in tool whose arguments are all short texts: the user's own words. */
export function defineTool<Name extends string>(spec: ToolSpec<Name>): Tool {
  const names = Object.keys(spec.arguments) as Name[];
  const properties: Record<string, JsonSchema> = {};
  for (const name of names) {
    properties[name] = schemaOf(spec.arguments[name]);
  }
  return {
    definition: {
      name: spec.name,
      description: spec.description,
      parameters: {
        type: 'object',
        properties,
        required: names.filter((name) => spec.arguments[name].optional !== true),
        additionalProperties: false,
      },
      risk: spec.risk ?? 'read',
      destructive: spec.destructive ?? false,
      timeoutMs: spec.timeoutMs ?? 5_000,
      origin: 'built-in',
      ...(spec.ungrounded === undefined ? {} : { ungrounded: spec.ungrounded }),
    },
    run: (args, context) => outcomeOf(() => spec.run(textsOf(names, args), context)),
  };
}

function schemaOf({
  description,
  optional = false,
  maxLength = defaultMaxLength,
  choices,
}: TextArgument): JsonSchema {
  if (choices !== undefined) return { type: 'string', description, enum: choices };
  return { type: 'string', description, maxLength, ...(optional ? {} : { minLength: 1 }) };
}

function textsOf<Name extends string>(names: readonly Name[], args: JsonObject): Record<Name, string> {
  const entries = names.map((name) => [
    name,
    cleanText(typeof args[name] === 'string' ? args[name] : '').trim(),
  ]);
  return Object.fromEntries(entries) as Record<Name, string>;
}
