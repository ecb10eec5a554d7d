import { expect, test } from 'vitest';
import { functionTool } from './function-tool.ts';

test("a function becomes a tool: Python's types by JSON Schema's names, all else kept", () => {
  const { name, description, parameters } = functionTool({
    name: 'a.b',
    description: 'Does.',
    parameters: {
      type: 'dict',
      required: ['ratio'],
      properties: {
        ratio: { type: 'float', description: 'Ratio', default: 0.5, optional: true },
        pair: { type: 'tuple', items: { type: 'float' }, minItems: 2, maxItems: 2 },
        mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
        kinds: { type: 'array', items: { type: 'string' }, enum: ['x', 'y'] },
        place: { type: 'dict', properties: { city: { type: 'string' } }, required: ['city'] },
        free: { type: 'any' },
      },
    },
  });
  expect([name, description]).toEqual(['a.b', 'Does.']);
  expect(parameters).toEqual({
    type: 'object',
    required: ['ratio'],
    properties: {
      ratio: { type: 'number', description: 'Ratio', default: 0.5 },
      pair: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
      mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
      kinds: { type: 'array', items: { type: 'string', enum: ['x', 'y'] } },
      place: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      free: {},
    },
  });
});
