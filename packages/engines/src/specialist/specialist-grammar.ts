import { type AdapterFormat, KingletError, type ToolDefinition } from '@kinglet/spec';
import { GrammarRules } from '../grammar/grammar-rules.ts';
import { literal } from '../grammar/literal.ts';
import { schemaRule } from '../grammar/schema-grammar.ts';
import type { SpecialistTools } from './specialist-tools.ts';

export interface SpecialistGrammarOptions {
  readonly format: AdapterFormat;
  readonly tools: SpecialistTools;
  /** `required` leaves the calls, `none` all else. Default `auto`. */
  readonly toolChoice?: 'auto' | 'none' | 'required' | undefined;
  /** Whether the current exchange has results that can be answered from. */
  readonly hasResults: boolean;
  /** Most calls of a reply, from 1; at most eight lines stand in one. Default 8. */
  readonly maxCalls?: number | undefined;
}

const maxLines = 8;

/**
 * The grammar (GBNF) of one reply: all that it decodes is read by the parser of the reply. Linear in the tools and their schemas.
 * Throws `invalid-input` where a call is required and none may be made.
 */
export function specialistGrammar(options: SpecialistGrammarOptions): string {
  const { format, tools, toolChoice = 'auto', hasResults } = options;
  const callable = toolChoice === 'none' ? [] : tools.callable;
  if (callable.length === 0 && toolChoice === 'required') {
    throw new KingletError(
      'invalid-input',
      'A tool call is required but no tool may be called. Allow at least one, or choose auto.',
    );
  }
  const rules = new GrammarRules();
  const actions: string[] = [];
  if (callable.length > 0) actions.push(callsRule(callable, options, rules));
  if (toolChoice !== 'required') actions.push(...otherActions(format, hasResults, rules));
  return rules.print(actions.join(' | '));
}

function otherActions(format: AdapterFormat, hasResults: boolean, rules: GrammarRules): readonly string[] {
  const text = rules.use('text', () => '[^ \\x00-\\x1f] [^\\x00-\\x1f]*');
  const ask = `"ask | " ${text}`;
  if (format === 'bare') return [ask, '"reply"', '"other"'];
  return [ask, '"no_tool"', ...(hasResults ? [`"say | " ${text}`] : [])];
}

/** One call a line, then perhaps `next`. */
function callsRule(
  callable: readonly ToolDefinition[],
  { format, tools, maxCalls = maxLines }: SpecialistGrammarOptions,
  rules: GrammarRules,
): string {
  const lines = callable.map((tool) => {
    const name = literal(tool.name);
    if (format === 'schemas')
      return rules.share(`${literal(`${tool.name} `)} ${schemaRule(tool.parameters, rules)}`);
    const args = tools.argumentsOf(tool.name)?.grammar(rules) ?? null;
    return args === null ? name : rules.share(`${name} ${args}`);
  });
  const call = rules.use('call', () => lines.join(' | '));
  const most = Math.max(1, Math.min(maxLines, maxCalls));
  const more = Math.min(most - 1, maxLines - 2);
  const calls = more === 0 ? call : `${call} ("\\n" ${call}){0,${more}}`;
  const last = most === maxLines ? `(${call} | "next")` : '"next"';
  return `${calls} ("\\n" ${last})?`;
}
