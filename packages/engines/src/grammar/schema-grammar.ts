import { type Json, type JsonSchema, KingletError } from '@kinglet/spec';
import { anyOf, GrammarRules, repeat } from './grammar-rules.ts';
import { literal } from './literal.ts';
import { integerRange, largestInteger, magnitudes } from './number-range.ts';

/** Longest repetition that llama.cpp's grammars take; longer limits of a schema are tightened to it. */
const largestRepetition = 2000;

/**
 * A grammar (GBNF, read by XGrammar too) for compact JSON that fits the schema: all that it decodes is valid.
 *
 * No free whitespace; keys in the order of declaration, required ones first, none that is not declared. It is tighter
 * than the schema in three places: numbers have at most 15 digits before the point (21 without limits) and, with
 * limits, no exponent; a limit on a number is rounded to the next whole number inside; length limits above
 * `largestRepetition` count as that.
 */
export function schemaGrammar(schema: JsonSchema): string {
  const rules = new GrammarRules();
  return rules.print(schemaRule(schema, rules));
}

/** The schema as an expression that can stand in a sequence; shared rules go into `rules`. */
export function schemaRule(schema: JsonSchema, rules: GrammarRules): string {
  if (schema.const !== undefined) return literal(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return enumRule(schema.enum, schema);
  if (schema.anyOf !== undefined) return anyOfRule(schema.anyOf, schema, rules);
  switch (schema.type) {
    case 'string':
      return stringRule(schema, rules);
    case 'integer':
      return integerRule(schema);
    case 'number':
      return numberRule(schema, rules);
    case 'boolean':
      return '("true" | "false")';
    case 'null':
      return '"null"';
    case 'array':
      return arrayRule(schema, rules);
    case 'object':
      return objectRule(schema, rules);
    default:
      return schema.properties === undefined ? valueRule(rules) : objectRule(schema, rules);
  }
}

function enumRule(values: readonly Json[], schema: JsonSchema): string {
  if (values.length === 0) throw impossible('an enum without values', schema);
  return anyOf(values.map((value) => literal(JSON.stringify(value))));
}

function anyOfRule(members: readonly JsonSchema[], schema: JsonSchema, rules: GrammarRules): string {
  if (members.length === 0) throw impossible('an anyOf without members', schema);
  const { anyOf: _, description: __, default: ___, ...siblings } = schema;
  return anyOf(
    members.map((member) => {
      const both = Object.keys(siblings).find((key) => Object.hasOwn(member, key));
      if (both !== undefined) throw impossible(`"${both}" both beside and inside anyOf`, schema);
      return schemaRule({ ...siblings, ...member }, rules);
    }),
  );
}

function stringRule(schema: JsonSchema, rules: GrammarRules): string {
  const [min, max] = limits(schema.minLength, schema.maxLength, schema);
  // Escapes are the ones that JSON.stringify writes, so that one escape is one character of the length.
  const char = rules.use('char', () => '[^"\\\\\\x00-\\x1f] | "\\\\" (["\\\\bfnrt] | "u00" [01] [0-9a-f])');
  return `"\\"" ${repeat(char, min, max)} "\\""`;
}

function integerRule(schema: JsonSchema): string {
  const alternatives = integerRange(schema.minimum ?? -largestInteger, schema.maximum ?? largestInteger);
  if (alternatives.length === 0) throw impossible('no whole number between its limits', schema);
  return anyOf(alternatives);
}

function numberRule(schema: JsonSchema, rules: GrammarRules): string {
  if (schema.minimum === undefined && schema.maximum === undefined) {
    return rules.use(
      'number',
      () => '"-"? ("0" | [1-9] [0-9]{0,20}) ("." [0-9]{1,23})? ([eE] [+\\x2d]? [0-9]{1,2})?',
    );
  }
  const low = Math.max(Math.ceil(schema.minimum ?? -largestInteger), -largestInteger);
  const high = Math.min(Math.floor(schema.maximum ?? largestInteger), largestInteger);
  if (low > high) throw impossible('no whole number between its limits', schema);
  // A fraction moves away from zero, so it may follow any whole part but the outermost.
  const above = magnitudes(Math.max(low, 0), high - 1);
  const below = magnitudes(Math.max(0, -high), -low - 1);
  const whole = integerRange(low, high);
  const fraction = rules.use('fraction', () => '"." [0-9]{1,23}');
  return anyOf([
    ...whole,
    ...above.map((digits) => `${digits} ${fraction}`),
    ...below.map((digits) => `"-" ${digits} ${fraction}`),
  ]);
}

function arrayRule(schema: JsonSchema, rules: GrammarRules): string {
  const [min, max] = limits(schema.minItems, schema.maxItems, schema);
  if (max === 0) return '"[]"';
  const item = rules.share(schemaRule(schema.items ?? {}, rules));
  const more = repeat(`("," ${item})`, Math.max(0, min - 1), max === undefined ? undefined : max - 1);
  const items = max === 1 ? item : `${item} ${more}`;
  return min === 0 ? `"[" (${items})? "]"` : `"[" ${items} "]"`;
}

function objectRule(schema: JsonSchema, rules: GrammarRules): string {
  if (schema.properties === undefined && schema.required === undefined) return anyObjectRule(rules);
  const properties = schema.properties ?? {};
  const required = new Set(schema.required ?? []);
  const declared = Object.keys(properties);
  const first = [
    ...declared.filter((key) => required.has(key)),
    ...[...required].filter((key) => !declared.includes(key)),
  ];
  const optional = declared.filter((key) => !required.has(key));
  const member = (key: string, before: string) =>
    `${literal(`${before}${JSON.stringify(key)}:`)} ${schemaRule(properties[key] ?? {}, rules)}`;

  if (first.length > 0) {
    const members = first.map((key, index) => member(key, index === 0 ? '{' : ','));
    return [...members, ...optional.map((key) => `(${member(key, ',')})?`), '"}"'].join(' ');
  }
  if (optional.length === 0) return '"{}"';
  return `"{" (${optionalRule(
    optional.map((key) => member(key, '')),
    rules,
  )})? "}"`;
}

/** At least one of the members, in their order, commas between them; each is written once. */
function optionalRule(members: readonly string[], rules: GrammarRules): string {
  return members.reduceRight<string>(
    (rest, member) => rules.share(rest === '' ? member : `${member} ("," ${rest})? | ${rest}`),
    '',
  );
}

function valueRule(rules: GrammarRules): string {
  return rules.use('value', () =>
    [
      anyObjectRule(rules),
      '"[" (value ("," value)*)? "]"',
      stringRule({}, rules),
      numberRule({}, rules),
      '"true" | "false" | "null"',
    ].join(' | '),
  );
}

function anyObjectRule(rules: GrammarRules): string {
  return rules.use('object', () => {
    const member = `${stringRule({}, rules)} ":" ${valueRule(rules)}`;
    return `"{" (${member} ("," ${member})*)? "}"`;
  });
}

function limits(
  min: number | undefined,
  max: number | undefined,
  schema: JsonSchema,
): [number, number | undefined] {
  const least = min ?? 0;
  const most = max === undefined ? undefined : Math.min(max, largestRepetition);
  if (most !== undefined && least > most) throw impossible(`at least ${least} and at most ${most}`, schema);
  if (least > largestRepetition)
    throw impossible(`at least ${least}, above the ${largestRepetition} that a grammar can count`, schema);
  return [least, most];
}

function impossible(what: string, schema: JsonSchema): KingletError {
  return new KingletError(
    'invalid-input',
    `No reply can fit this schema: it has ${what}. Correct the schema: ${JSON.stringify(schema).slice(0, 200)}`,
  );
}
