import { isJsonObject, type Json, type JsonObject } from '@kinglet/spec';
import type { GrammarRules } from '../grammar/grammar-rules.ts';
import { openSchema } from '../grammar/open-schema.ts';
import {
  all,
  any,
  charsBut,
  empty,
  isNothing,
  nothing,
  optional,
  type Rule,
  repeat,
  text,
} from '../grammar/rule.ts';
import { schemaRule } from '../grammar/schema-grammar.ts';
import { declaredProperties } from './ordered-properties.ts';

/** Stands before each value. */
export const bareSeparator = ' | ';

/** Arguments as a `bare` specialist spells them: in the order of declaration, between bars. */
export interface BareArguments {
  /** What may follow the tool's name; empty where nothing can. Linear in the arguments. */
  grammar(rules: GrammarRules): Rule;
  /**
   * The arguments that these values mean; null where there are too many. An empty one is an argument left out, or an empty
   * text where the argument is required and may be empty.
   */
  parse(values: readonly string[]): JsonObject | null;
  /** What follows the name; empty where there are no arguments. */
  write(values: JsonObject): string;
}

interface BareArgument {
  readonly name: string;
  readonly schema: unknown;
  readonly isRequired: boolean;
  /** Every value that it may have, with its spelling; null where it is free, empty where it can only be left out. */
  readonly choices: readonly { readonly text: string; readonly value: Json }[] | null;
}

/**
 * `parameters` gives the order; `bound` are the same parameters with some arguments bound to values or taken out, as
 * `allowedTools` leaves them.
 */
export function bareArguments(parameters: unknown, bound: unknown = parameters): BareArguments {
  const kept = declaredProperties(bound);
  const args = declaredProperties(parameters).map((declared): BareArgument => {
    const property = kept.find(({ name }) => name === declared.name);
    return { ...declared, ...property, choices: property === undefined ? [] : choicesOf(property.schema) };
  });
  return {
    grammar: (rules) => tailRules(args, rules),
    parse: (values) => (values.length > args.length ? null : parsed(args, values)),
    write: (values) => {
      const last = args.findLastIndex(({ name }) => Object.hasOwn(values, name));
      return args
        .slice(0, last + 1)
        .map(({ name }) => bareSeparator + spelled(Object.hasOwn(values, name) ? (values[name] ?? null) : ''))
        .join('');
    },
  };
}

/** On one line and without a bar; a string bare, all else as JSON. */
function spelled(value: Json): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/[|\s]+/g, ' ').trim();
}

function choicesOf(schema: unknown): BareArgument['choices'] {
  const { const: only, enum: values, type } = openSchema(schema);
  const all = only !== undefined ? [only] : (values ?? (type === 'boolean' ? [true, false] : null));
  if (all === null) return null;
  return all.map((value) => ({ text: spelled(value), value })).filter(({ text }) => text !== '');
}

/**
 * From the last argument to the first: `present` is what follows the arguments before where something must, since one of them
 * was left empty.
 */
function tailRules(args: readonly BareArgument[], rules: GrammarRules): Rule {
  let present = nothing;
  let mayEnd = true;
  const rest = () => (isNothing(present) ? empty : mayEnd ? optional(present) : present);
  for (const arg of args.toReversed()) {
    const given = all(text(bareSeparator), valueRule(arg, rules), rest());
    const skipped = arg.isRequired && !mayBeEmpty(arg) ? nothing : all(text(bareSeparator), present);
    mayEnd &&= !arg.isRequired;
    present = rules.share(any([given, skipped]));
  }
  return rest();
}

function valueRule({ schema, choices }: BareArgument, rules: GrammarRules): Rule {
  if (choices !== null)
    return any([...new Set(choices.map((choice) => choice.text))].map((each) => text(each)));
  const open = openSchema(schema);
  if (open.type === 'integer' || open.type === 'number') return schemaRule(open, rules);
  return rules.use('words', () =>
    all(charsBut('| \u0000-\u001f'), repeat(charsBut('|\u0000-\u001f'), 0, null)),
  );
}

function parsed(args: readonly BareArgument[], values: readonly string[]): JsonObject {
  return Object.fromEntries(
    args.flatMap((arg, index) => {
      const text = values[index];
      if (text === undefined || (text === '' && !(arg.isRequired && mayBeEmpty(arg)))) return [];
      return [[arg.name, readValue(arg, text)] as const];
    }),
  );
}

function mayBeEmpty({ schema, choices }: BareArgument): boolean {
  if (choices !== null || !isJsonObject(schema)) return false;
  const { type, minLength } = schema;
  return type === 'string' && !(typeof minLength === 'number' && minLength > 0);
}

function readValue({ schema, choices }: BareArgument, text: string): Json {
  const choice = choices?.find((each) => each.text === text);
  if (choice !== undefined) return choice.value;
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  if (type === undefined || type === 'string') return text;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}
