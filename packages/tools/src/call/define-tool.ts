import {
  type ArgumentSpans,
  type DryRun,
  type DryRunContext,
  type JsonObject,
  type JsonSchema,
  KingletError,
  type RiskClass,
  type Tool,
  type ToolContext,
  type ToolExample,
  type ToolOutcome,
} from '@kinglet/spec';
import { type SpokenMessage, spokenMessage } from '../spans/spoken-message.ts';
import { cleanText } from '../text/clean-text.ts';
import { outcomeOf } from './outcome.ts';

/** Values offered for one argument: each becomes an alternative of a grammar. */
const maxSpans = 8;
/** Longest argument of a built-in tool, in characters, unless it says otherwise. */
const defaultMaxLength = 300;

interface TextArgument {
  readonly description: string;
  readonly optional?: boolean;
  /** Required, but an empty text has a meaning too. */
  readonly mayBeEmpty?: boolean;
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
  /** As `ToolDefinition.personal`. */
  readonly personal?: true;
  /** The first is the most typical. */
  readonly examples: readonly ToolExample[];
  /** True where each result that is no failure is a whole statement for the user. Default false. */
  readonly answers?: boolean;
  /** As `Tool.oncePerKey`. */
  readonly oncePerKey?: true;
  /** What of a message could be the arguments, best first; null where the message cannot mean this tool. */
  spans(message: SpokenMessage): Readonly<Record<NoInfer<Name>, readonly string[]>> | null;
  /** As `Tool.dryRun`: one sentence of what `run` would do. A KingletError `invalid-input` says why it cannot. */
  dryRun?(args: Readonly<Record<Name, string>>, context: DryRunContext): Promise<string> | string;
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
      ...(spec.personal && { personal: spec.personal }),
      examples: spec.examples,
    },
    ...(spec.oncePerKey && { oncePerKey: spec.oncePerKey }),
    ...(spec.dryRun === undefined
      ? {}
      : { dryRun: (args, context) => tried(spec, textsOf(names, args), context) }),
    spans: (userText, facts) => offered(spec, spec.spans(spokenMessage(userText, facts))),
    run: async (args, context) => {
      const outcome = await outcomeOf(() => spec.run(textsOf(names, args), context));
      return spec.answers === true && !outcome.failed ? { ...outcome, answers: true } : outcome;
    },
  };
}

async function tried<Name extends string>(
  spec: ToolSpec<Name>,
  args: Readonly<Record<Name, string>>,
  context: DryRunContext,
): Promise<DryRun | null> {
  try {
    const says = await spec.dryRun?.(args, context);
    return says === undefined ? null : { isPossible: true, says };
  } catch (thrown) {
    if (!(thrown instanceof KingletError) || thrown.code !== 'invalid-input') throw thrown;
    return { isPossible: false, says: thrown.message };
  }
}

/** Null where a required argument has no value that fits its schema. */
function offered<Name extends string>(
  { arguments: args }: ToolSpec<Name>,
  spans: Readonly<Record<Name, readonly string[]>> | null,
): ArgumentSpans | null {
  if (spans === null) return null;
  const bound: Record<string, readonly string[]> = {};
  for (const name of Object.keys(args) as Name[]) {
    const { optional = false, maxLength = defaultMaxLength } = args[name];
    const values = [...new Set(spans[name])].filter((value) => value !== '' && value.length <= maxLength);
    if (values.length === 0 && !optional) return null;
    bound[name] = values.slice(0, maxSpans);
  }
  return bound;
}

function schemaOf({
  description,
  optional = false,
  mayBeEmpty = optional,
  maxLength = defaultMaxLength,
  choices,
}: TextArgument): JsonSchema {
  if (choices !== undefined) return { type: 'string', description, enum: choices };
  return { type: 'string', description, maxLength, ...(mayBeEmpty ? {} : { minLength: 1 }) };
}

function textsOf<Name extends string>(names: readonly Name[], args: JsonObject): Record<Name, string> {
  const entries = names.map((name) => [
    name,
    cleanText(typeof args[name] === 'string' ? args[name] : '').trim(),
  ]);
  return Object.fromEntries(entries) as Record<Name, string>;
}
