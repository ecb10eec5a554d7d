import type { Json, JsonObject, JsonSchema } from '@kinglet/spec';
import type { GrammarRules } from '../grammar/grammar-rules.ts';
import { all, any, charsBut, empty, optional, type Rule, repeat, text } from '../grammar/rule.ts';
import { schemaRule } from '../grammar/schema-grammar.ts';

/** Arguments as a line spells them: bare, in order, between commas, such as `10 inches, cm`. */
export interface LineArguments {
  /** What may stand between the parentheses; shared rules go into `rules`. */
  grammar(rules: GrammarRules): Rule;
  /** The only text that may stand there; null where there is a choice. */
  readonly only: string | null;
  /** The arguments that a text of the grammar means; null where it is cut off. */
  parse(text: string): JsonObject | null;
  write(values: JsonObject): string;
}

interface Argument {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
  /** Every value that it may have, with its spelling; null where it is free. */
  readonly choices: readonly { readonly text: string; readonly value: Json }[] | null;
}

const separator = ', ';
const maxFreeLength = 200;

/** For a flat schema. Required arguments come first, optional ones can be left out from the end. */
export function lineArguments({ properties = {}, required = [] }: JsonSchema): LineArguments {
  const all = Object.entries(properties).map(([key, schema]) => ({
    key,
    schema,
    isRequired: required.includes(key),
    choices: choicesOf(schema),
  }));
  const args = [
    ...all.filter(({ isRequired }) => isRequired),
    ...all.filter(({ isRequired }) => !isRequired),
  ];
  return {
    grammar: (rules) => argumentsRule(args, 0, rules),
    only: args.every(({ isRequired, choices }) => isRequired && choices?.length === 1)
      ? args.map(({ choices }) => choices?.[0]?.text ?? '').join(separator)
      : null,
    parse: (text) => {
      const members = parseFrom(args, 0, text);
      return members === null ? null : Object.fromEntries(members);
    },
    write: (values) =>
      args
        .flatMap(({ key }) => (Object.hasOwn(values, key) ? [spelled(values[key] ?? null)] : []))
        .join(separator),
  };
}

function choicesOf({ const: only, enum: values, type }: JsonSchema): Argument['choices'] {
  const all = only !== undefined ? [only] : (values ?? (type === 'boolean' ? [true, false] : null));
  return all?.map((value) => ({ text: spelled(value), value })) ?? null;
}

/** On one line; a string bare, all else as JSON. */
function spelled(value: Json): string {
  return typeof value === 'string' ? oneLine(value) : JSON.stringify(value);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function argumentsRule(args: readonly Argument[], index: number, rules: GrammarRules): Rule {
  const arg = args[index];
  if (arg === undefined) return empty;
  const value = argumentRule(arg, index === args.length - 1, rules);
  const whole = all(text(index === 0 ? '' : separator), value, argumentsRule(args, index + 1, rules));
  return arg.isRequired ? whole : optional(whole);
}

function argumentRule({ schema, choices }: Argument, isLast: boolean, rules: GrammarRules): Rule {
  if (choices !== null) return any(choices.map((choice) => text(choice.text)));
  if (!isWords(schema)) return schemaRule(schema, rules);
  return repeat(
    charsBut(isLast ? '()\u0000-\u001f' : '(),\u0000-\u001f'),
    Math.max(1, schema.minLength ?? 1),
    Math.min(maxFreeLength, schema.maxLength ?? maxFreeLength),
  );
}

function isWords({ type, anyOf: members }: JsonSchema): boolean {
  return members === undefined && (type === 'string' || type === undefined);
}

/** The members from an argument on; null where the text does not fit. */
function parseFrom(
  args: readonly Argument[],
  index: number,
  text: string,
): readonly (readonly [string, Json])[] | null {
  const arg = args[index];
  if (arg === undefined || (text === '' && !arg.isRequired)) return text === '' ? [] : null;
  if (index > 0 && !text.startsWith(separator)) return null;
  const rest = text.slice(index > 0 ? separator.length : 0);
  for (const { length, value } of readings(arg, rest)) {
    const others = parseFrom(args, index + 1, rest.slice(length));
    if (others !== null) return [[arg.key, value], ...others];
  }
  return null;
}

/** What an argument at the start of the text can be, the longest first. */
function readings({ schema, choices }: Argument, text: string): readonly { length: number; value: Json }[] {
  if (choices !== null) {
    return choices
      .filter((choice) => text.startsWith(choice.text))
      .map((choice) => ({ length: choice.text.length, value: choice.value }))
      .sort((a, b) => b.length - a.length);
  }
  const ends = [text.length];
  for (let at = text.lastIndexOf(separator); at >= 0; at = text.lastIndexOf(separator, at - 1)) {
    ends.push(at);
    if (at === 0) break;
  }
  return ends.flatMap((length) => {
    const part = text.slice(0, length);
    if (part === '') return [];
    if (isWords(schema)) return [{ length, value: part }];
    const value = parsed(part);
    return value === undefined ? [] : [{ length, value }];
  });
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
