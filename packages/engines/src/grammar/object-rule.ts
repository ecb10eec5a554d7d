import { jsonSpelling } from './json-spelling.ts';
import { keyBut } from './key-but.ts';
import { all, any, empty, nothing, optional, type Rule, repeat, text } from './rule.ts';
import type { SchemaCompiler } from './schema-compiler.ts';
import type { SchemaNode } from './schema-document.ts';
import { objectKeys, propertySchemas } from './schema-facts.ts';
import { countsOf, type Members, uncompilable, valuesOf } from './schema-keywords.ts';
import { stringRule } from './string-rule.ts';
import { anyObjectRule, charRule } from './value-rule.ts';

/**
 * Members in one order: required ones first, then the others, each group as declared. Keys that are not declared are written only where
 * `additionalProperties` is a schema, or nothing is declared at all.
 */
export function objectRule(members: Members, compiler: SchemaCompiler): Rule {
  const { declared, required } = objectKeys(members);
  const first = [
    ...declared.filter((key) => required.has(key)),
    ...[...required].filter((key) => !declared.includes(key)),
  ];
  const others = declared.filter((key) => !required.has(key));
  const extra = extraMember(members, compiler, new Set([...first, ...others]));
  const { least, most } = countsOf(members, 'minProperties', 'maxProperties');
  if (most !== null && least > most)
    return compiler.impossible(`at least ${least} and at most ${most} members`, members);
  const member = (key: string) => all(text(`${JSON.stringify(key)}:`), propertyRule(key, members, compiler));

  if (extra !== null) {
    if (first.length + others.length === 0) return dictionaryRule(extra, { least, most }, members, compiler);
    const keyword = most !== null ? 'maxProperties' : 'minProperties';
    if (most !== null || least > first.length)
      throw uncompilable(
        members,
        valuesOf(members, keyword)[0]?.node,
        keyword,
        'a grammar cannot count members that may have any name',
      );
  }
  const left = {
    least: Math.max(0, least - first.length),
    most: (most ?? declared.length + required.size) - first.length,
  };
  if (left.most < 0)
    return compiler.impossible(`at most ${most} members, but ${first.length} that are required`, members);
  const more = extra === null ? empty : repeat(all(text(','), extra), 0, null);
  if (first.length > 0) {
    const start = first.flatMap((key, index) => [text(index === 0 ? '{' : ','), member(key)]);
    return all(...start, followingMembers(others.map(member), left, compiler), more, text('}'));
  }
  const some = all(countedMembers(others.map(member), left, compiler), more);
  const onlyExtra = extra === null ? nothing : all(extra, more);
  const inside = any([some, onlyExtra]);
  return all(text('{'), left.least === 0 ? optional(inside) : inside, text('}'));
}

interface Counts {
  readonly least: number;
  readonly most: number;
}

/** Optional members after others, a comma before each. */
function followingMembers(members: readonly Rule[], counts: Counts, compiler: SchemaCompiler): Rule {
  if (counts.least === 0 && counts.most >= members.length)
    return all(...members.map((member) => optional(all(text(','), member))));
  const some = all(text(','), countedMembers(members, counts, compiler));
  return counts.least === 0 ? optional(some) : some;
}

/** At least one of the members, in their order, commas between them; each is written once for each count that matters. */
function countedMembers(members: readonly Rule[], { least, most }: Counts, compiler: SchemaCompiler): Rule {
  const known = new Map<string, Rule>();
  const from = (at: number, lower: number, upper: number): Rule => {
    const member = members[at];
    const left = members.length - at;
    // Bounds that cannot matter any more are the same to all.
    const [low, high] = [Math.max(0, lower), Math.min(upper, left)];
    if (member === undefined || high <= 0 || low > left) return nothing;
    const key = `${at} ${low} ${high}`;
    const rule = known.get(key) ?? compiler.rules.share(countedFrom(at, low, high, member));
    known.set(key, rule);
    return rule;
  };
  const countedFrom = (at: number, low: number, high: number, member: Rule): Rule => {
    const rest = all(text(','), from(at + 1, low - 1, high - 1));
    return any([all(member, low <= 1 ? optional(rest) : rest), from(at + 1, low, high)]);
  };
  return from(0, least, most);
}

function propertyRule(key: string, members: Members, compiler: SchemaCompiler): Rule {
  const isNamed = valuesOf(members, 'propertyNames').every(({ node, value }) =>
    members.document.fits(key, compiler.node(value, node, 'propertyNames')),
  );
  if (!isNamed) return compiler.impossible(`"${key}", which propertyNames excludes,`, members);
  const schemas = propertySchemas(members, key);
  return compiler.rule(schemas.map(([node, schema]) => compiler.node(schema, node, `properties/${key}`)));
}

/** A member whose key is none of `names`; null where none is written. */
function extraMember(members: Members, compiler: SchemaCompiler, names: ReadonlySet<string>): Rule | null {
  const stated = valuesOf(members, 'additionalProperties');
  const isSchema = stated.some(({ value }) => typeof value !== 'boolean');
  const isOpen = names.size === 0 && valuesOf(members, 'properties').length === 0;
  if (stated.some(({ value }) => value === false) || !(isSchema || isOpen)) return null;
  const value = compiler.rule(
    stated.map(({ node, value }) => compiler.node(value, node, 'additionalProperties')),
  );
  const named = valuesOf(members, 'propertyNames');
  if (named.length > 0 && names.size > 0)
    throw uncompilable(members, named[0]?.node, 'propertyNames', 'there are declared names beside it');
  return all(
    keyRule(named.map(({ node, value }) => compiler.node(value, node, 'propertyNames'))),
    text(':'),
    value,
  );

  function keyRule(schemas: readonly SchemaNode[]): Rule {
    if (schemas.length > 0) return compiler.rule([{ type: 'string' }, ...schemas]);
    if (names.size > 0)
      return all(text('"'), jsonSpelling(keyBut([...names], charRule(compiler.rules))), text('"'));
    return stringRule({ nodes: [], document: members.document }, compiler);
  }
}

/** Members of any name. The same name can come twice, so that a grammar cannot count them from below. */
function dictionaryRule(
  member: Rule,
  { least, most }: { least: number; most: number | null },
  members: Members,
  compiler: SchemaCompiler,
): Rule {
  if (least > 1)
    throw uncompilable(
      members,
      valuesOf(members, 'minProperties')[0]?.node,
      'minProperties',
      'a grammar cannot tell whether names are different',
    );
  if (least === 0 && most === null && isPlain(members)) return anyObjectRule(compiler.rules);
  if (most === 0) return text('{}');
  const some = all(member, repeat(all(text(','), member), 0, most === null ? null : most - 1));
  return all(text('{'), least === 0 ? optional(some) : some, text('}'));
}

function isPlain(members: Members): boolean {
  return ['additionalProperties', 'propertyNames'].every((keyword) =>
    valuesOf(members, keyword).every(({ value }) => value === true),
  );
}
