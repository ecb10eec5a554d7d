import type { Json, JsonSchema } from '@kinglet/spec';

/** A schema, and values that fit it with their keys in the order that the grammar writes. */
export interface RandomSample {
  readonly schema: JsonSchema;
  readonly value: () => Json;
}

/** A random schema with any of the keywords that are compiled, flat or nested up to `depth`. */
export function randomSample(random: () => number, depth: number): RandomSample {
  const below = (count: number) => Math.floor(random() * count);
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error('Nothing to pick from.');
    return item;
  };
  const texts: readonly (readonly [JsonSchema, readonly Json[]])[] = [
    [{ type: 'string', pattern: '^[a-z][a-z0-9_-]{0,7}$' }, ['a', 'z9_-', 'abcdefgh']],
    [{ type: 'string', pattern: '^(yes|no)$|^maybe' }, ['yes', 'no', 'maybe "so"\n']],
    [{ type: 'string', pattern: '\\d\\s\\S' }, ['1 x', 'zz7\tx"', '漢0 \\']],
    [{ type: 'string', pattern: '^[^"]+$', minLength: 2, maxLength: 4 }, ['ab', 'é\\n\u0001', '😀😀😀😀']],
    [{ type: 'string', format: 'date' }, ['2024-02-29', '1999-12-31']],
    [{ type: 'string', format: 'date-time' }, ['2024-02-29T23:59:59Z', '1999-12-31T00:00:00.5+01:00']],
    [{ type: 'string', format: 'uuid' }, ['123e4567-e89b-12d3-a456-426614174000']],
    [{ type: 'string', format: 'email' }, ['a.b+c@example.com']],
    [{ type: 'string', format: 'uri' }, ['https://example.com/a?b=c#d']],
    [{ type: ['string', 'null'], maxLength: 2 }, ['', 'ab', null]],
    [{ type: 'integer', multipleOf: 15, minimum: 0, maximum: 1440 }, [0, 15, 1440]],
    [{ type: 'integer', multipleOf: 25, exclusiveMinimum: -30 }, [-25, 0, 25, 123_475]],
    [{ type: 'number', multipleOf: 0.01, minimum: -2 }, [0, -2, -0.01, 12.5, 99.99]],
    [{ type: 'number', multipleOf: 1.5, minimum: 0, maximum: 30 }, [0, 1.5, 3, 30]],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0.5, 0.001, 0.999]],
    [{ type: 'number', minimum: 0.25, maximum: 0.75 }, [0.25, 0.5, 0.75, 0.3]],
    [{ type: 'number', exclusiveMinimum: -1.25 }, [-1.24, -0.5, 0, 7]],
    [{ type: 'string', enum: ['a', 'b'], not: { const: 'b' } }, ['a']],
    [{ allOf: [{ type: 'integer', minimum: 2 }, { maximum: 5 }] }, [2, 5]],
    [{ oneOf: [{ type: 'boolean' }, { type: 'integer', minimum: 0 }] }, [true, 3]],
  ];
  const leaf = (): RandomSample => {
    const [schema, values] = one(texts);
    return { schema, value: () => one(values) };
  };
  if (depth === 0) return leaf();
  const inner = () => randomSample(random, depth - 1);
  const branches: readonly (() => RandomSample)[] = [
    leaf,
    () => tuple([inner(), inner()], inner(), below),
    () => closedTuple([inner(), inner()]),
    () => dictionary(inner(), below),
    () => counted([inner(), inner(), inner()], below),
    () => openObject(inner(), inner(), below),
    () => joined(inner(), inner()),
    () => recursive(inner(), below),
  ];
  return one(branches)();
}

type Below = (count: number) => number;

function tuple(first: readonly RandomSample[], rest: RandomSample, below: Below): RandomSample {
  const minItems = below(4);
  return {
    schema: {
      type: 'array',
      prefixItems: first.map(({ schema }) => schema),
      items: rest.schema,
      minItems,
      maxItems: 5,
    },
    value: () =>
      Array.from({ length: minItems + below(6 - minItems) }, (_, at) => (first[at] ?? rest).value()),
  };
}

function closedTuple(first: readonly RandomSample[]): RandomSample {
  return {
    schema: {
      type: 'array',
      prefixItems: first.map(({ schema }) => schema),
      items: false,
      minItems: first.length,
    },
    value: () => first.map(({ value }) => value()),
  };
}

function dictionary({ schema, value }: RandomSample, below: Below): RandomSample {
  const keys = ['a', 'b"', 'größe'];
  return {
    schema: {
      type: 'object',
      additionalProperties: schema,
      propertyNames: { maxLength: 5 },
      maxProperties: 3,
    },
    value: () => Object.fromEntries(keys.slice(0, below(4)).map((key) => [key, value()])),
  };
}

/** Two of three optional members at most, one at least. */
function counted(members: readonly RandomSample[], below: Below): RandomSample {
  const named = members.map((member, at) => ({ key: `k${at}`, ...member }));
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(named.map(({ key, schema }) => [key, schema])),
      minProperties: 1,
      maxProperties: 2,
    },
    value: () => {
      const left = below(3);
      const chosen = named.filter((_, at) => at !== left).slice(below(2));
      return Object.fromEntries(chosen.map(({ key, value }) => [key, value()]));
    },
  };
}

/** A declared member, and others of any other name. */
function openObject(declared: RandomSample, other: RandomSample, below: Below): RandomSample {
  return {
    schema: {
      type: 'object',
      properties: { name: declared.schema },
      additionalProperties: other.schema,
      required: below(2) === 0 ? ['name'] : [],
    },
    value: () => ({
      name: declared.value(),
      ...(below(2) === 0 ? { nam: other.value(), names: other.value(), x: other.value() } : {}),
    }),
  };
}

/** Two schemas that each say a part. */
function joined(a: RandomSample, b: RandomSample): RandomSample {
  const part = (key: string, { schema }: RandomSample): JsonSchema => ({
    type: 'object',
    properties: { [key]: schema },
    required: [key],
  });
  return { schema: { allOf: [part('a', a), part('b', b)] }, value: () => ({ a: a.value(), b: b.value() }) };
}

function recursive({ schema, value }: RandomSample, below: Below): RandomSample {
  const node = (depth: number): Json => ({
    value: value(),
    ...(depth > 0 && below(2) === 0
      ? { children: Array.from({ length: below(3) }, () => node(depth - 1)) }
      : {}),
  });
  return {
    // Not by $ref: where it is put into another schema, its address would be another.
    schema: {
      type: 'object',
      properties: {
        value: schema,
        children: {
          type: 'array',
          items: { type: 'object', properties: { value: schema }, required: ['value'] },
        },
      },
      required: ['value'],
    },
    value: () => node(1),
  };
}
