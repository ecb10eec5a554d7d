import { type JsonSchema, KingletError } from '@kinglet/spec';
import { GrammarRules } from './grammar-rules.ts';
import type { Rule } from './rule.ts';
import { SchemaCompiler } from './schema-compiler.ts';
import { SchemaDocument } from './schema-document.ts';

/**
 * A grammar (GBNF, read by XGrammar too) for compact JSON that fits the schema: all that it decodes is valid. A keyword that a grammar
 * cannot hold to is `invalid-input` with `keyword` and `path` in its details, and so is a schema that nothing fits; annotations and
 * unknown keywords are ignored, as JSON Schema has it.
 *
 * No free whitespace; keys in the order of declaration, required ones first. It is tighter than the schema in these
 * places (docs/json-schema.md): keys that are not declared are written only where `additionalProperties` is a schema or nothing is
 * declared; without a `type`, keywords about one type mean that type; numbers (`number-rule.ts`) and formats
 * (`string-formats.ts`) have the usual spelling only; lengths above `largestRepetition` count as that.
 */
export function schemaGrammar(schema: JsonSchema): string {
  const rules = new GrammarRules();
  return rules.print(schemaRule(schema, rules));
}

/** The schema as a rule that can stand in others; what it shares goes into `rules`. */
export function schemaRule(schema: JsonSchema, rules: GrammarRules): Rule {
  const document = new SchemaDocument(schema);
  const compiler = new SchemaCompiler(document, rules);
  const rule = compiler.rule([document.root]);
  return rules.need(rule, () => {
    const reason = compiler.reasons[0] ?? 'parts that need themselves without end';
    return new KingletError(
      'invalid-input',
      `No reply can fit this schema: it has ${reason}. Correct the schema: ${JSON.stringify(schema).slice(0, 200)}`,
    );
  });
}
