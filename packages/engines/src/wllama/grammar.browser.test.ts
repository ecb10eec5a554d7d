import { Validator } from '@cfworker/json-schema';
import type { Engine, JsonSchema } from '@kinglet/spec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadForTest, realModel } from './testing/real-model.ts';

const model = await realModel();

/** One of each kind that llama.cpp must read: classes, counts, recursion, alternatives by number. */
const schemas: readonly JsonSchema[] = [
  { type: 'string', pattern: '^[^\\s"ä]{2,6}-\\d{1,4}$', maxLength: 12 },
  { type: 'object', properties: { at: { type: 'string', format: 'date-time' } }, required: ['at'] },
  { type: 'object', properties: { id: { type: 'string', format: 'uuid' } }, required: ['id'] },
  {
    type: 'object',
    properties: { name: { type: 'string', maxLength: 5 } },
    required: ['name'],
    additionalProperties: { type: 'integer', multipleOf: 25, exclusiveMinimum: -30, maximum: 9999 },
  },
  {
    $ref: '#/$defs/tree',
    $defs: {
      tree: {
        type: 'object',
        properties: {
          size: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
          next: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/tree' }] },
        },
        required: ['size', 'next'],
      },
    },
  },
  {
    type: 'array',
    prefixItems: [{ type: 'boolean' }, { enum: ['a\u0001b', 'é'] }],
    items: false,
    minItems: 2,
  },
];

describe.skipIf(model === null)('llama.cpp decodes under our grammars', { timeout: 180_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadForTest(model ?? new Blob(), { contextTokens: 512 });
  }, 120_000);
  afterAll(() => engine?.unload());

  test.each(schemas.map((schema) => [JSON.stringify(schema), schema] as const))('%s', async (_, schema) => {
    let text = '';
    let finish = '';
    const messages = [{ role: 'user' as const, content: 'Give an example.' }];
    const signal = new AbortController().signal;
    for await (const event of engine.generate({ messages, tools: [], schema, maxTokens: 80 }, { signal })) {
      if (event.type === 'text-delta') text += event.text;
      if (event.type === 'decode-end') finish = event.finishReason;
    }
    console.info(`${finish}: ${text}`);
    // A model this small may go on until the limit; then there is a beginning only.
    if (finish === 'length') return expect(text.length).toBeGreaterThan(40);
    const { valid } = new Validator(JSON.parse(JSON.stringify(schema)), '2020-12').validate(JSON.parse(text));
    expect(valid, text).toBe(true);
  });
});
