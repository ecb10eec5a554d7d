import { type ArgumentSpans, KingletError, type ToolDefinition } from '@kinglet/spec';
import { allowedTools } from './allowed-tools.ts';
import { anyOf, GrammarRules } from './grammar-rules.ts';
import { literal, noneOf } from './literal.ts';
import { schemaRule } from './schema-grammar.ts';

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
 * A grammar (GBNF, read by XGrammar too) for one reply: one alternative for each tool, whose arguments always fit its
 * schema, and plain text, which never begins with the call marker, a space or a line break and is not empty.
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
  const alternatives: string[] = [];
  if (callable.length > 0) alternatives.push(callRule(callable, form, rules));
  if (toolChoice !== 'required') alternatives.push(textRule(form.open, rules));
  return rules.print(alternatives.join(' | '));
}

function callRule(tools: readonly ToolDefinition[], form: CallForm, rules: GrammarRules): string {
  const calls = tools.map(
    (tool) => `${literal(tool.name + form.middle)} ${schemaRule(tool.parameters, rules)}`,
  );
  return rules.use('call', () => `${literal(form.open)} ${anyOf(calls)} ${literal(form.close)}`);
}

/** Text that leaves the marker at some character, or ends before its end. */
function textRule(marker: string, rules: GrammarRules): string {
  const any = rules.use('any', () => '[^\\x00]');
  const [first = '', ...rest] = marker;
  const tail = rest.reduceRight(
    (inner, char) => `(${noneOf(char)} ${any}*${inner === '' ? '' : ` | ${literal(char)} ${inner}`})?`,
    '',
  );
  const diverted = tail === '' ? '' : ` | ${literal(first)} ${tail}`;
  return rules.use('text', () => `${noneOf(`${first} \t\r\n`)} ${any}*${diverted}`);
}
