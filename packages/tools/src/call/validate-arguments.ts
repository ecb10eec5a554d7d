import { Validator } from '@cfworker/json-schema';
import type { JsonSchema } from '@kinglet/spec';

/** Whether a value fits a schema; the reason is one sentence that a model can act on. */
export type Validation = { readonly ok: true } | { readonly ok: false; readonly reason: string };

interface SchemaError {
  readonly keyword: string;
  readonly instanceLocation: string;
  readonly error: string;
}

/** Checks a value against a JSON Schema (2020-12) without generating code. */
export function validateArguments(schema: JsonSchema, value: unknown): Validation {
  const { valid, errors } = validatorOf(schema).validate(value);
  if (valid) return { ok: true };
  const error = errors.find(({ keyword }) => keyword === 'anyOf') ?? errors.at(-1);
  return { ok: false, reason: error === undefined ? 'does not fit the schema' : explain(error, schema) };
}

/** One for each schema: looking for what its references lead to costs as much as a check. */
const validators = new WeakMap<JsonSchema, Validator>();

function validatorOf(schema: JsonSchema): Validator {
  const known = validators.get(schema) ?? new Validator({ ...schema } as object, '2020-12');
  validators.set(schema, known);
  return known;
}

function explain(error: SchemaError, schema: JsonSchema): string {
  const path = error.instanceLocation.replace(/^#\/?/, '').replaceAll('/', '.');
  const subject = path === '' ? 'the arguments' : `"${path}"`;
  const quoted = /"([^"]+)"/.exec(error.error)?.[1] ?? '';
  const names = Object.keys(schema.properties ?? {});
  switch (error.keyword) {
    case 'required':
      return `"${quoted}" is missing${describe(schema.properties?.[quoted])}`;
    case 'false':
      return `${subject} is not an argument of it; allowed: ${names.length === 0 ? 'none' : names.join(', ')}`;
    default:
      return `${subject}: ${error.error.replace(/\.$/, '')}`;
  }
}

function describe(property: JsonSchema | undefined): string {
  return property?.description === undefined ? '' : ` (${property.description})`;
}
