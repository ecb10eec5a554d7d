import { expect, test } from 'vitest';
import { modelStatus } from '../testing/fixtures.ts';
import { emptyState } from '../testing/scripted-client.ts';
import { currentModel } from './current-model.ts';

const named = (id: string, phase: 'absent' | 'ready' = 'absent') => {
  const status = modelStatus({ phase });
  return { ...status, model: { ...status.model, id } };
};
const state = { ...emptyState, models: [named('first'), named('default'), named('chosen')] };
const chosen = { ...state.settings, modelId: 'chosen' };

test('is the default until the user chooses, and the first where the list lacks both', () => {
  expect(currentModel({ ...state, defaultModelId: 'default' })?.model.id).toBe('default');
  expect(currentModel({ ...state, defaultModelId: 'default', settings: chosen })?.model.id).toBe('chosen');
  expect(currentModel({ ...state, defaultModelId: 'gone' })?.model.id).toBe('first');
  expect(currentModel({ ...state, models: [] })).toBeNull();
});

test('is the one that is ready, whatever is chosen', () => {
  const models = [...state.models, named('loaded', 'ready')];
  expect(currentModel({ ...state, models, settings: chosen })?.model.id).toBe('loaded');
});
