import { type ArgumentSpans, KingletError, type ToolDefinition } from '@kinglet/spec';
import { allowedTools } from './allowed-tools.ts';
import { GrammarRules } from './grammar-rules.ts';
import { all, any, charsBut, isNothing, nothing, optional, type Rule, repeat, text } from './rule.ts';
import { schemaRule } from './schema-grammar.ts';
import { tamedParameters } from './tamed-parameters.ts';

/** How a call is spelled: `open`, the tool's name, `middle`, the arguments as compact JSON, `close`. */
export interface CallForm {
  /** The marker: no plain text may begin with it. Starts with a character that is neither a space nor a line break. */
  readonly open: string;
  readonly middle: string;
  readonly close: string;
}

export interface ToolGrammarOptions {
  readonly tools: readonly ToolDefinition[];
  readonly toolChoice: 'auto' | 'none' | 'required';
  readonly form: CallForm;
  /** The calls that this step may make; absent: all. */
  readonly allowed?: Readonly<Record<string, ArgumentSpans>> | undefined;
}

/**
 * A grammar (GBNF, read by XGrammar too) for one reply: one alternative for each tool, whose arguments fit its
 * schema as far as a grammar can hold to it (`tamedParameters`), and plain text, which never begins with the call marker, a space or a line break and is not empty.
 * `none` leaves the text, `required` the calls. Null where nothing needs constraining: there are no tools.
 */
export function toolGrammar({ tools, toolChoice, form, allowed }: ToolGrammarOptions): string | null {
  if (tools.length === 0 && toolChoice !== 'required') return null;
  const callable = toolChoice === 'none' ? [] : allowedTools(tools, allowed);
  if (callable.length === 0 && toolChoice === 'required') {
    throw new KingletError(
      'invalid-input',
      'A tool call is required but no tool may be called. Allow at least one, or choose auto.',
    );
  }
  const rules = new GrammarRules();
  return rules.print(
    any([
      callable.length === 0 ? nothing : callRule(callable, form, rules),
      toolChoice === 'required' ? nothing : textRule(form.open, rules),
    ]),
  );
}

function callRule(tools: readonly ToolDefinition[], form: CallForm, rules: GrammarRules): Rule {
  const calls = tools.map((tool) =>
    all(text(tool.name + form.middle), schemaRule(tamedParameters(tool.parameters), rules)),
  );
  return rules.use('call', () => all(text(form.open), any(calls), text(form.close)));
}

/** Text that leaves the marker at some character, or ends before its end. */
function textRule(marker: string, rules: GrammarRules): Rule {
  const anything = repeat(
    rules.use('any', () => charsBut('\u0000')),
    0,
    null,
  );
  const [first = '', ...rest] = marker;
  const tail = rest.reduceRight<Rule>(
    (inner, char) =>
      optional(any([all(charsBut(char), anything), isNothing(inner) ? nothing : all(text(char), inner)])),
    nothing,
  );
  return rules.use('text', () =>
    any([all(charsBut(`${first} \t\r\n`), anything), isNothing(tail) ? nothing : all(text(first), tail)]),
  );
}
