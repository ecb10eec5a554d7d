import { dereference, format, validate } from '@cfworker/json-schema';
import { isJsonObject, type Json, type JsonSchema } from '@kinglet/spec';
import { oneLine } from '../text/clean-text.ts';
import { LinearPattern } from './linear-pattern.ts';
import { PatternError } from './read-pattern.ts';

/** Whether a value fits a schema; the reason is one sentence that a model can act on. */
export type Validation = { readonly ok: true } | { readonly ok: false; readonly reason: string };

interface SchemaError {
  readonly keyword: string;
  readonly instanceLocation: string;
  readonly error: string;
}

/** Visits to parts of a schema in one check; a schema whose parts name each other can ask for more than there are atoms. */
const maxVisits = 20_000;
/** Items of one list: whether they differ is asked of each pair. */
const maxItems = 1_000;
/** Of a text whose pattern is left to the platform, in characters. */
const maxNativeLength = 200;
const maxSchemaLength = 100_000;
/** Formats that the validator checks in unbounded time; the standard does not have them. */
const unboundedFormats = new Set(['url']);
const patternFormat = 'pattern ';

/**
 * Checks a value against a JSON Schema (2020-12) without generating code, in bounded time whatever the schema: its patterns are
 * matched linearly, and one that cannot be checked fits nothing. Never throws.
 */
export function validateArguments(schema: JsonSchema, value: unknown): Validation {
  if (hasLongList(value)) return { ok: false, reason: `a list has more than ${maxItems} items` };
  try {
    const { root, lookup, meter } = boundedOf(schema);
    meter.visits = 0;
    const { valid, errors } = validate(value, root, '2020-12', lookup);
    if (valid) return { ok: true };
    const error = errors.find(({ keyword }) => keyword === 'anyOf') ?? errors.at(-1);
    return { ok: false, reason: error === undefined ? 'does not fit the schema' : explain(error, schema) };
  } catch (thrown) {
    const reason = thrown instanceof Error ? oneLine(thrown.message, 120) : 'it cannot be read';
    return { ok: false, reason: `its schema cannot be checked (${reason}), so that nothing fits it` };
  }
}

/** A schema made ready for bounded checks. */
interface Bounded {
  readonly root: object | boolean;
  readonly lookup: ReturnType<typeof dereference>;
  readonly meter: { visits: number };
}

const known = new WeakMap<JsonSchema, Bounded>();

function boundedOf(schema: JsonSchema): Bounded {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const written = JSON.stringify(schema);
  if (written.length > maxSchemaLength) {
    throw new Error(`it has ${written.length} characters, at most ${maxSchemaLength} are read`);
  }
  const root = JSON.parse(written) as Json;
  const meter = { visits: 0 };
  bind(root, meter);
  const bounded = { root: root as object | boolean, lookup: dereference(root as object | boolean), meter };
  known.set(schema, bounded);
  return bounded;
}

/** What the validator reads as no part of a schema, whatever stands in it. */
const values = new Set(['enum', 'const', 'default', 'required', 'type', 'dependentRequired']);
/** Whose members are parts by names of the author's own. */
const maps = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/** Counts the visits to each part, and has its patterns matched linearly. */
function bind(node: Json, meter: Bounded['meter']): void {
  if (Array.isArray(node)) for (const item of node) bind(item, meter);
  if (!isJsonObject(node)) return;
  for (const [key, part] of Object.entries(node)) {
    if (values.has(key)) continue;
    if (maps.has(key) && isJsonObject(part)) for (const member of Object.values(part)) bind(member, meter);
    else bind(part, meter);
  }
  const part = node as Record<string, Json>;
  checkKeyPatterns(part['patternProperties']);
  if (typeof part['format'] === 'string' && unboundedFormats.has(part['format'])) delete part['format'];
  if (typeof part['pattern'] === 'string') {
    const name = patternFormat + part['pattern'];
    // The validator takes its formats from this table, and has no other place for a matcher of ours.
    formats[name] ??= matcherOf(part['pattern']);
    const others = Array.isArray(part['allOf']) ? part['allOf'] : [];
    const matched: Json = { format: name };
    part['allOf'] = [...others, matched];
    delete part['pattern'];
  }
  const reference = part['$ref'];
  Object.defineProperty(part, '$ref', {
    enumerable: reference !== undefined,
    get: () => {
      meter.visits += 1;
      if (meter.visits > maxVisits) throw new Error('its parts name each other too often');
      return reference;
    },
  });
}

const formats: Record<string, (text: string) => boolean> = format;

function matcherOf(pattern: string): (text: string) => boolean {
  try {
    const compiled = new LinearPattern(pattern);
    return (text) => compiled.test(text);
  } catch (thrown) {
    if (!(thrown instanceof PatternError) || !pattern.startsWith('^') || !isFlat(pattern, 3)) throw thrown;
  }
  // What looks around, from the start of the text: time grows with its length to the power of the repeats.
  const native = new RegExp(pattern, 'u');
  return (text) => {
    if (text.length <= maxNativeLength) return native.test(text);
    throw new Error(`a text of ${text.length} characters is too long for its pattern`);
  };
}

/** No group is repeated, and few of the rest are without end. */
function isFlat(pattern: string, maxRepeats: number): boolean {
  const repeats = pattern.match(/[*+]|\{\d+,/g) ?? [];
  return repeats.length <= maxRepeats && !/\)[*+?{]/.test(pattern);
}

/** These the validator matches by itself: only such as cannot be slow. */
function checkKeyPatterns(patterns: Json | undefined): void {
  if (!isJsonObject(patterns)) return;
  for (const pattern of Object.keys(patterns)) {
    if (!isFlat(pattern, 1)) {
      throw new Error(`the pattern "${oneLine(pattern, 40)}" of its keys cannot be checked in bounded time`);
    }
  }
}

function hasLongList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && value.length > maxItems) return true;
  return Object.values(value).some(hasLongList);
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
      return `${subject}: ${error.error.replace(`format "${patternFormat}`, 'pattern "').replace(/\.$/, '')}`;
  }
}

function describe(property: JsonSchema | undefined): string {
  return property?.description === undefined ? '' : ` (${property.description})`;
}
