import type { ModelFacts } from '@kinglet/gguf';
import { expect, it } from 'vitest';
import { parseOwnModel } from '../parse-own-model.ts';
import { draftModel, ownModel } from './own-model.ts';

/** SmolLM2-135M in Q4_1, as its header tells. */
const facts: ModelFacts = {
  architecture: 'llama',
  name: 'Smollm2 135M',
  licence: 'apache-2.0',
  parameters: 134_515_008,
  quantization: 'Q4_1',
  trainedTokens: 8192,
  cacheBytesPerToken: 23_040,
};
const file = { name: 'My model.gguf', size: 98_362_432 };

it('estimates the memory of the default model as the catalogue does', () => {
  const { memoryBytes, contextTokens } = draftModel(facts, file);
  expect(contextTokens).toBe(4096);
  expect(memoryBytes / 350e6).toBeCloseTo(1, 1);
});

it.each([
  [134_515_008, 'single-turn'],
  [499_999_999, 'single-turn'],
  [596_049_920, 'multi-turn'],
  [1_720_574_976, 'multi-turn'],
] as const)('with %d parameters uses tools as %s', (parameters, toolUse) => {
  expect(draftModel({ ...facts, parameters }, file).toolUse).toBe(toolUse);
});

it('is called as its header says, else as its file, in one clean line', () => {
  expect(draftModel({ ...facts, name: '\u202eevil\n\u0007name' }, file).name).toBe('evil name');
  expect(draftModel({ ...facts, name: null }, file)).toMatchObject({
    name: 'My model',
    summary: 'My model.gguf',
  });
  expect(draftModel({ ...facts, name: 'x'.repeat(9000) }, file).name).toHaveLength(80);
  expect(draftModel({ ...facts, name: '\u200b' }, { ...file, name: '\u200b' }).name).toBe('model');
});

it('uses no more context than it was trained for', () => {
  expect(draftModel({ ...facts, trainedTokens: 512 }, file).contextTokens).toBe(512);
});

it('comes back from a store as it was', () => {
  const record = { ...ownModel(draftModel(facts, file), 'a'.repeat(64)), preparedBytes: 144_811_200 };
  expect(parseOwnModel(JSON.parse(JSON.stringify(record)))).toEqual(record);
  expect(record).toMatchObject({ id: 'own-aaaaaaaaaaaaaaaa', files: [{ sources: [] }] });
});
