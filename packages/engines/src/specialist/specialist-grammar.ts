import { type AdapterFormat, KingletError, type ToolDefinition } from '@kinglet/spec';
import { GrammarRules } from '../grammar/grammar-rules.ts';
import { all, any, charsBut, empty, optional, type Rule, repeat, text } from '../grammar/rule.ts';
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
  const actions: Rule[] = [];
  if (callable.length > 0) actions.push(callsRule(callable, options, rules));
  if (toolChoice !== 'required') actions.push(...otherActions(format, hasResults, rules));
  return rules.print(any(actions));
}

function otherActions(format: AdapterFormat, hasResults: boolean, rules: GrammarRules): readonly Rule[] {
  const said = rules.use('text', () =>
    all(charsBut(' \u0000-\u001f'), repeat(charsBut('\u0000-\u001f'), 0, null)),
  );
  const ask = all(text('ask | '), said);
  if (format === 'bare') return [ask, text('reply'), text('other')];
  return [ask, text('no_tool'), ...(hasResults ? [all(text('say | '), said)] : [])];
}

/** One call a line, then perhaps `next`. */
function callsRule(
  callable: readonly ToolDefinition[],
  { format, tools, maxCalls = maxLines }: SpecialistGrammarOptions,
  rules: GrammarRules,
): Rule {
  const lines = callable.map((tool) => {
    if (format === 'schemas')
      return rules.share(all(text(`${tool.name} `), schemaRule(tool.parameters, rules)));
    return rules.share(all(text(tool.name), tools.argumentsOf(tool.name)?.grammar(rules) ?? empty));
  });
  const call = rules.use('call', () => any(lines));
  const most = Math.max(1, Math.min(maxLines, maxCalls));
  const more = Math.min(most - 1, maxLines - 2);
  const next = text('next');
  return all(
    call,
    repeat(all(text('\n'), call), 0, more),
    optional(all(text('\n'), most === maxLines ? any([call, next]) : next)),
  );
}
