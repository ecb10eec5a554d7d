import type { Json, JsonObject } from '@kinglet/spec';
import { all, empty, optional, type Rule, repeat, text } from './rule.ts';
import { largestRepetition, type SchemaCompiler } from './schema-compiler.ts';
import type { SchemaNode } from './schema-document.ts';
import { countsOf, type Members, uncompilable, valuesOf } from './schema-keywords.ts';

export function arrayRule(members: Members, compiler: SchemaCompiler): Rule {
  const { least, most: stated } = countsOf(members, 'minItems', 'maxItems');
  const unique = valuesOf(members, 'uniqueItems').find(({ value }) => value === true);
  if (unique !== undefined && (stated === null || stated > 1))
    throw uncompilable(members, unique.node, 'uniqueItems', 'it compares the items with each other');
  if (least > largestRepetition)
    throw uncompilable(
      members,
      valuesOf(members, 'minItems')[0]?.node,
      'minItems',
      `${least} is above the ${largestRepetition} that a grammar can count`,
    );
  const most = stated === null ? null : Math.min(stated, largestRepetition);
  if (most !== null && least > most)
    return compiler.impossible(`at least ${least} and at most ${most} items`, members);

  const prefixes = Math.max(0, ...members.nodes.map((node) => prefixOf(node).length));
  const rest = itemRule(members, compiler, prefixes);
  const after = (count: number): Rule => {
    // What follows `count` items, each with its comma in front.
    if (most !== null && count >= most) return empty;
    const comma = count === 0 ? empty : text(',');
    if (count < prefixes) {
      const more = all(comma, itemRule(members, compiler, count), after(count + 1));
      return count >= least ? optional(more) : more;
    }
    if (count === 0) {
      const some = all(
        rest,
        repeat(all(text(','), rest), Math.max(0, least - 1), most === null ? null : most - 1),
      );
      return least === 0 ? optional(some) : some;
    }
    return repeat(all(comma, rest), Math.max(0, least - count), most === null ? null : most - count);
  };
  return all(text('['), after(0), text(']'));
}

/** The item at a place; from the longest prefix on, all are alike. */
function itemRule({ nodes }: Members, compiler: SchemaCompiler, at: number): Rule {
  const schemas = nodes.flatMap((node): readonly SchemaNode[] => {
    const prefix = prefixOf(node);
    const keyword =
      prefix === node['prefixItems'] || !Array.isArray(node['items']) ? 'items' : 'additionalItems';
    const schema = at < prefix.length ? prefix[at] : node[keyword];
    return schema === undefined ? [] : [compiler.node(schema, node, keyword)];
  });
  return compiler.rule(schemas);
}

/** `prefixItems`, or before 2020-12 a list as `items`. */
function prefixOf({ prefixItems, items }: JsonObject): readonly Json[] {
  if (Array.isArray(prefixItems)) return prefixItems;
  return Array.isArray(items) ? items : [];
}
