import { isJsonObject, type Json, type JsonObject, type JsonSchemaType } from '@kinglet/spec';
import { arrayRule } from './array-rule.ts';
import type { GrammarRules } from './grammar-rules.ts';
import { numberRule } from './number-rule.ts';
import { objectRule } from './object-rule.ts';
import { any, nothing, type Rule, text } from './rule.ts';
import { type Alternative, alternativesOf, deepest } from './schema-alternatives.ts';
import type { SchemaDocument, SchemaNode } from './schema-document.ts';
import { fitting, listedValues, typesOf } from './schema-facts.ts';
import { type Members, uncompilable, valuesOf } from './schema-keywords.ts';
import { areApart } from './schema-overlap.ts';
import { stringRule } from './string-rule.ts';
import { valueRule } from './value-rule.ts';

/** Longest repetition that llama.cpp's grammars take; longer limits of a schema are tightened to it. */
export const largestRepetition = 2000;

/** Writes the rules of one schema document. */
export class SchemaCompiler {
  readonly rules: GrammarRules;
  readonly document: SchemaDocument;
  /** Why parts of the schema fit nothing, in the order in which they were met. */
  readonly reasons: string[] = [];
  readonly #known = new Map<string, Rule>();
  #depth = 0;

  constructor(document: SchemaDocument, rules: GrammarRules) {
    this.document = document;
    this.rules = rules;
  }

  /** The rule of what fits all of these schemas; it may be used in itself. */
  rule(schemas: readonly SchemaNode[]): Rule {
    const narrowing = schemas.filter((schema) => schema !== true);
    if (narrowing.length === 0) return valueRule(this.rules);
    if (narrowing.includes(false)) return nothing;
    const key = narrowing.map((schema) => this.document.idOf(schema)).join(' ');
    return (
      this.#known.get(key) ??
      this.rules.part((self) => {
        this.#known.set(key, self);
        return this.#inside(narrowing);
      })
    );
  }

  #inside(schemas: readonly SchemaNode[]): Rule {
    if (this.#depth > deepest) {
      const nodes = schemas.filter(isJsonObject);
      throw uncompilable(
        { nodes, document: this.document },
        nodes[0],
        'properties',
        `it is over ${deepest} deep`,
      );
    }
    this.#depth++;
    const rule = any(alternativesOf(schemas, this.document).map((way) => this.#wayRule(way)));
    this.#depth--;
    return rule;
  }

  /** `nothing`, with the reason kept for the error of a schema that nothing fits. */
  impossible(reason: string, { nodes }: Members): Rule {
    this.reasons.push(`${reason} at ${this.document.pathOf(nodes[0] ?? {})}`);
    return nothing;
  }

  /** What stands for a part of a schema, named by where it is. */
  node(value: Json | undefined, within: JsonObject, keyword: string): SchemaNode {
    return this.document.node(value, `${this.document.pathOf(within)}/${keyword}`);
  }

  #wayRule({ nodes, none }: Alternative): Rule {
    const members: Members = { nodes, document: this.document };
    const listed = listedValues(members);
    if (listed !== null) return this.#listedRule(listed, members);
    const types = typesOf(members);
    this.#refuse(members, types);
    for (const { nodes: others, keyword, at } of none) {
      if (!areApart(members, { nodes: others, document: this.document }))
        throw uncompilable(members, at, keyword, overlap[keyword]);
    }
    if (types === null) return valueRule(this.rules);
    if (types.size === 0) return this.impossible('types that exclude each other', members);
    return any([...types].map((type) => this.#typeRule(type, members)));
  }

  #listedRule(values: readonly Json[], members: Members): Rule {
    if (values.length === 0) return this.impossible('an enum without values that fit', members);
    return any([...new Set(values.map((value) => JSON.stringify(value)))].map((each) => text(each)));
  }

  #typeRule(type: JsonSchemaType, members: Members): Rule {
    switch (type) {
      case 'object':
        return objectRule(members, this);
      case 'array':
        return arrayRule(members, this);
      case 'string':
        return stringRule(members, this);
      case 'number':
      case 'integer':
        return numberRule(members, this, type);
      case 'boolean':
        return any(fitting([true, false], members).map((value) => text(String(value))));
      case 'null':
        return fitting([null], members).length === 1 ? text('null') : nothing;
    }
  }

  /** A keyword that would have to be ignored is an error. */
  #refuse(members: Members, types: ReadonlySet<JsonSchemaType> | null): void {
    const met = (type: JsonSchemaType) => types === null || types.has(type);
    const refused = [
      ...refusedKeywords.any,
      ...(met('array') ? refusedKeywords.array : []),
      ...(met('object') ? refusedKeywords.object : []),
    ];
    for (const [keyword, reason] of refused) {
      const found = valuesOf(members, keyword).find(({ node, value }) => !saysNothing(keyword, value, node));
      if (found !== undefined) throw uncompilable(members, found.node, keyword, reason);
    }
  }
}

const overlap = {
  oneOf: 'more than one of its members could fit; where that does no harm, write anyOf',
  not: 'what is written could fit it',
} as const;

const depends = 'what one member may be depends on another';
const refusedKeywords = {
  any: [
    ['if', 'what a value may be depends on the value'],
    ['$dynamicRef', 'where it leads depends on the way there'],
    ['$recursiveRef', 'where it leads depends on the way there'],
  ],
  array: [
    ['contains', 'it counts items of one kind'],
    ['unevaluatedItems', 'it depends on what other keywords say of an item'],
  ],
  object: [
    ['patternProperties', 'names that a pattern chooses are not written'],
    ['dependentRequired', depends],
    ['dependentSchemas', depends],
    ['dependencies', depends],
    ['unevaluatedProperties', 'it depends on what other keywords say of a member'],
  ],
} as const satisfies Record<string, readonly (readonly [string, string])[]>;

/** Where the keyword allows every value. */
function saysNothing(keyword: string, value: Json, node: JsonObject): boolean {
  if (keyword === 'if') return !Object.hasOwn(node, 'then') && !Object.hasOwn(node, 'else');
  if (keyword === 'contains') return false;
  return value === true || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
