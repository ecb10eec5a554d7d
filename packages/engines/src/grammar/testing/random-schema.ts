import type { Json, JsonObject, JsonSchema } from '@kinglet/spec';

/** A random schema of the subset, flat or nested up to `depth`. */
export function randomSchema(random: () => number, depth: number): JsonSchema {
  const below = (count: number) => Math.floor(random() * count);
  const leaves: readonly (() => JsonSchema)[] = [
    () => ({ type: 'string' }),
    () => ({ type: 'string', minLength: below(3), maxLength: 3 + below(6) }),
    () => ({ type: 'boolean' }),
    () => ({ type: 'null' }),
    () => ({ type: 'integer' }),
    () => ({ type: 'integer', minimum: below(2000) - 1000, maximum: 1000 + below(9000) }),
    () => ({ type: 'integer', maximum: below(300) - 150 }),
    () => ({ type: 'number' }),
    () => ({ type: 'number', minimum: below(40) / 10 - 2, maximum: 3 + below(100) }),
    () => ({ type: 'number', minimum: below(100) - 50 }),
    () => ({ enum: ['a "b"', 3, null, { k: [1] }].slice(0, 1 + below(4)) as Json[] }),
    () => ({ const: 'line\nbreak\\' }),
    () => ({}),
  ];
  const branches: readonly (() => JsonSchema)[] = [
    () => ({
      type: 'array',
      items: randomSchema(random, depth - 1),
      minItems: below(3),
      maxItems: 2 + below(3),
    }),
    () => ({ type: 'array', items: randomSchema(random, depth - 1) }),
    () => ({ anyOf: [randomSchema(random, depth - 1), randomSchema(random, depth - 1)] }),
    () => randomObject(random, depth),
    () => randomObject(random, depth),
  ];
  const kinds = depth > 0 ? [...leaves, ...branches] : leaves;
  return kinds[below(kinds.length)]?.() ?? {};
}

function randomObject(random: () => number, depth: number): JsonSchema {
  const keys = ['name', 'when', 'to "x"', 'größe'].slice(0, Math.floor(random() * 5));
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, randomSchema(random, depth - 1)])),
    required: keys.filter(() => random() < 0.5),
    additionalProperties: false,
  };
}

/** A random value that fits the schema, its keys in the order that the grammar writes: required first. */
export function randomValue(schema: JsonSchema, random: () => number): Json {
  const below = (count: number) => Math.floor(random() * count);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[below(schema.enum.length)] ?? null;
  if (schema.anyOf !== undefined) return randomValue(schema.anyOf[below(schema.anyOf.length)] ?? {}, random);
  switch (schema.type) {
    case 'string': {
      const length = (schema.minLength ?? 0) + below((schema.maxLength ?? 12) - (schema.minLength ?? 0) + 1);
      const alphabet = [...'aZ 9"\\/\n\t\u0001\u007fé漢😀<|{}'];
      return Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
    }
    case 'boolean':
      return random() < 0.5;
    case 'integer':
    case 'number':
      return randomNumber(schema, random);
    case 'array': {
      const least = schema.minItems ?? 0;
      const length = least + below((schema.maxItems ?? 4) - least + 1);
      return Array.from({ length }, () =>
        randomValue(typeof schema.items === 'object' ? schema.items : {}, random),
      );
    }
    case 'object':
      return randomMembers(schema, random);
    case 'null':
      return null;
    default:
      return [1.5, 'x', [true, null], { a: { b: '' } }][below(4)] ?? null;
  }
}

function randomMembers({ properties = {}, required = [] }: JsonSchema, random: () => number): JsonObject {
  const optional = Object.keys(properties).filter((key) => !required.includes(key));
  const keys = [
    ...Object.keys(properties).filter((key) => required.includes(key)),
    ...optional.filter(() => random() < 0.5),
  ];
  return Object.fromEntries(keys.map((key) => [key, randomValue(properties[key] ?? {}, random)]));
}

function randomNumber({ type, minimum, maximum }: JsonSchema, random: () => number): number {
  const low = Math.ceil(minimum ?? Math.max(-10_000, (maximum ?? 0) - 10_000));
  const high = Math.floor(maximum ?? low + 20_000);
  const whole = low + Math.floor(random() * (high - low + 1));
  if (type === 'integer' || whole === high || random() < 0.4) return whole;
  const number = whole + Math.round(random() * 999) / 1000;
  return minimum === undefined && maximum === undefined && random() < 0.3 ? number * 1e-9 : number;
}
