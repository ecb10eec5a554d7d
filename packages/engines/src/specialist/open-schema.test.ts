import type { JsonSchema } from '@kinglet/spec';
import { describe, expect, test } from 'vitest';
import { readGbnf } from '../grammar/testing/gbnf.ts';
import { seededRandom } from '../grammar/testing/seeded-random.ts';
import { createContentStripper } from '../prompt/content-stripper.ts';
import { specialistStep } from './specialist-step.ts';
import { testTool } from './testing/random-tools.ts';

const stripper = createContentStripper([]);

function stepFor(parameters: unknown, format: 'bare' | 'schemas' = 'schemas') {
  const tools = [testTool('go', parameters as JsonSchema)];
  const messages = [{ role: 'user' as const, content: 'Go' }];
  return specialistStep({ messages, tools, toolChoice: 'required' }, { format, stripper, id: () => 'c' });
}

const wild: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['a string', 'object'],
  ['no properties', { type: 'object' }],
  ['properties that are a list', { type: 'object', properties: ['a'] }],
  ['required that is not a list', { properties: { a: {} }, required: 'a' }],
  ['a required argument that is not declared', { properties: { a: {} }, required: ['b'] }],
  ['an unknown type', { properties: { a: { type: 'float' }, b: { type: 'dict', properties: { c: {} } } } }],
  ['types as a list', { properties: { a: { type: ['string', 'null'] } } }],
  ['an empty enum', { properties: { a: { type: 'string', enum: [] } }, required: ['a'] }],
  ['an enum of an empty text', { properties: { a: { enum: [''] } }, required: ['a'] }],
  ['a reference', { properties: { a: { $ref: '#/$defs/x' } }, $defs: { x: {} } }],
  ['anyOf with siblings', { properties: { a: { type: 'string', anyOf: [{ type: 'integer' }] } } }],
  ['an empty anyOf', { properties: { a: { anyOf: [] } } }],
  ['contradictory limits', { properties: { a: { type: 'integer', minimum: 5, maximum: 2 } } }],
  ['limits without a whole number', { properties: { a: { type: 'number', minimum: 0.2, maximum: 0.8 } } }],
  ['limits that are text', { properties: { a: { type: 'integer', minimum: '1' } } }],
  ['huge limits', { properties: { a: { type: 'integer', minimum: -1e300, maximum: 1e300 } } }],
  [
    'long counts',
    { properties: { a: { type: 'array', maxItems: 1e9 }, b: { type: 'string', maxLength: 1e9 } } },
  ],
  ['crossed counts', { properties: { a: { type: 'array', minItems: 5, maxItems: 2 } } }],
  ['items as a list', { properties: { a: { type: 'array', items: [{ type: 'string' }] } } }],
];

describe('a schema from the wild', () => {
  test.each(wild)('%s: has a prompt and a grammar whose replies are read', (_, parameters) => {
    for (const format of ['bare', 'schemas'] as const) {
      const { prompt, grammar } = stepFor(parameters, format);
      expect(prompt).toContain('user\nGo');
      const { reader } = stepFor(parameters, format);
      const text = readGbnf(grammar).sample(seededRandom(1)).split('\n')[0] ?? '';
      reader.push(text);
      const [event] = reader.end('stop').events;
      expect(event?.type === 'tool-call' && typeof JSON.parse(event.call.argumentsText), text).toBe('object');
    }
  });

  test('that contains itself ends somewhere', () => {
    const node: Record<string, unknown> = { type: 'object', properties: {} };
    node['properties'] = { next: node, list: { type: 'array', items: { anyOf: [{ type: 'null' }] } } };
    expect(stepFor(node).prompt.length).toBeLessThan(2000);
  });

  test('the grammar grows with the schema and not faster', () => {
    const size = (count: number) => {
      const properties = Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`a${at}`, { type: 'string' }]),
      );
      const row = { type: 'object', properties };
      const nested = Array.from({ length: 4 }).reduce((items) => ({ type: 'array', items }), row as unknown);
      return stepFor({ properties: { ...properties, nested } }).grammar.length;
    };
    expect(size(80) / size(40)).toBeLessThan(2.3);
  });
});
