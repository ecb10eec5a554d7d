import { type AdapterFormat, type ArgumentSpans, KingletError, type ToolDefinition } from '@kinglet/spec';
import { allowedTools } from '../grammar/allowed-tools.ts';
import { openSchema } from '../grammar/open-schema.ts';
import { type BareArguments, bareArguments } from './bare-arguments.ts';

/** The tools that a reply may call, their schemas made safe for a grammar. */
export interface SpecialistTools {
  readonly callable: readonly ToolDefinition[];
  /** How a `bare` specialist spells the arguments of one of them; null for another name. */
  argumentsOf(name: string): BareArguments | null;
}

const reserved: readonly string[] = ['reply', 'ask', 'other', 'next'];

/**
 * With `allowed`, a tool that is not in it is left out and arguments are bound to its values: decoding can then give no
 * other. Throws `invalid-input` where a tool of a `bare` set has the name of another action.
 */
export function specialistTools(
  tools: readonly ToolDefinition[],
  {
    format,
    allowed,
  }: { format: AdapterFormat; allowed?: Readonly<Record<string, ArgumentSpans>> | undefined },
): SpecialistTools {
  const taken = format === 'bare' ? tools.find(({ name }) => reserved.includes(name)) : undefined;
  if (taken !== undefined) {
    throw new KingletError(
      'invalid-input',
      `A tool is named "${taken.name}", which a specialist without schemas says in place of a call (${reserved.join(', ')}). Give the tool another name.`,
    );
  }
  const callable = allowedTools(tools, allowed).map((tool) => ({
    ...tool,
    parameters: { properties: {}, ...openSchema(tool.parameters), type: 'object' as const },
  }));
  const args = new Map(
    callable.map(({ name, parameters }) => [
      name,
      bareArguments(tools.find((tool) => tool.name === name)?.parameters, parameters),
    ]),
  );
  return { callable, argumentsOf: (name) => args.get(name) ?? null };
}
