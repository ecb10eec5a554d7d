import { isJsonObject, type ToolDefinition } from '@kinglet/spec';
import type { ContentStripper } from '../prompt/content-stripper.ts';
import { type NamedProperty, orderedProperties } from './ordered-properties.ts';
import { firstCharacters, oneLine } from './plain-text.ts';

const maxToolDescription = 200;
const maxArgumentDescription = 120;
/** Schemas that nest deeper, or refer to themselves, are `any` from there on. */
const maxDepth = 8;

const typeNames: readonly unknown[] = ['string', 'integer', 'number', 'boolean', 'null', 'object'];

/** The system text of a `schemas` specialist: the tools in the order given (docs/specialists.md, "The tools text"). */
export function toolsText(
  tools: readonly Pick<ToolDefinition, 'name' | 'description' | 'parameters'>[],
  { stripTokens }: ContentStripper,
): string {
  const described = (text: unknown, most: number) =>
    typeof text === 'string' ? firstCharacters(oneLine(stripTokens(text)), most) : '';
  const argumentLine = ({ name, schema, isRequired }: NamedProperty) => {
    const facts = isJsonObject(schema) ? schema : {};
    const description = described(facts['description'], maxArgumentDescription);
    return [
      `- ${name}${isRequired ? '' : '?'} ${typeText(schema)}`,
      description === '' ? '' : `: ${description}`,
      facts['default'] === undefined ? '' : ` = ${JSON.stringify(facts['default'])}`,
    ].join('');
  };
  const lines = tools.flatMap(({ name, description, parameters }) => {
    const about = described(description, maxToolDescription);
    return [
      about === '' ? name : `${name}: ${about}`,
      ...orderedProperties(parameters).map((property) => argumentLine(property)),
    ];
  });
  return stripTokens(lines.join('\n'));
}

/** Such as `string`, `"a"|"b"`, `{id integer, size? string}[]`; `any` for what it does not know. */
function typeText(schema: unknown, depth = 0): string {
  if (!isJsonObject(schema) || depth > maxDepth) return 'any';
  const { enum: values, const: only, anyOf, oneOf, type, items } = schema;
  const joined = (members: readonly unknown[]) =>
    members.map((member) => typeText(member, depth + 1)).join('|');
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join('|');
  if (only !== undefined) return JSON.stringify(only);
  for (const members of [anyOf, oneOf]) {
    if (Array.isArray(members) && members.length > 0) return joined(members);
  }
  if (Array.isArray(type)) return joined(type.map((one) => ({ ...schema, type: one })));
  if (type === 'array') return `${typeText(items, depth + 1)}[]`;
  const members = orderedProperties(schema).map(
    ({ name, schema: property, isRequired }) =>
      `${name}${isRequired ? '' : '?'} ${typeText(property, depth + 1)}`,
  );
  if (members.length > 0 && (type === 'object' || !typeNames.includes(type)))
    return `{${members.join(', ')}}`;
  return typeof type === 'string' && typeNames.includes(type) ? type : 'any';
}
