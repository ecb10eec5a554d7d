import { describe, expect, it } from 'vitest';
import type { ClientEvent, ModelStatus } from '../shared/index.ts';
import { loadMarker } from './load-marker.ts';

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

function model(phase: ModelStatus['phase'], { warm = false } = {}): ClientEvent {
  return { type: 'model', status: { model: { id: 'big' }, phase, warm } as ModelStatus };
}

describe('loadMarker', () => {
  it('names the model that was loading when the tab died', () => {
    const storage = memoryStorage();
    loadMarker(storage).watch(model('loading'));
    expect(loadMarker(storage).crashedModelId()).toBe('big');
  });

  it.each([
    ['it failed', model('failed')],
    ['it was stopped', model('stored')],
    ['its prefix was prefilled', model('ready', { warm: true })],
    [
      'it decoded',
      { type: 'agent', runId: 'r', event: { type: 'prefill-end', step: 0, durationMs: 1 } } as const,
    ],
  ])('is gone once %s', (_what, event) => {
    const storage = memoryStorage();
    const marker = loadMarker(storage);
    marker.watch(model('loading'));
    marker.watch(model('ready'));
    expect(marker.crashedModelId()).toBe('big');
    marker.watch(event);
    expect(marker.crashedModelId()).toBeNull();
  });

  it('is gone when the page ends as it should', () => {
    const storage = memoryStorage();
    const marker = loadMarker(storage);
    marker.watch(model('loading'));
    marker.clear();
    expect(loadMarker(storage).crashedModelId()).toBeNull();
  });

  it('stays from the last tab until the model was tried again', () => {
    const storage = memoryStorage();
    loadMarker(storage).watch(model('loading'));
    const marker = loadMarker(storage);
    marker.watch(model('failed'));
    marker.clear();
    expect(loadMarker(storage).crashedModelId()).toBe('big');
  });

  it('does without storage that is blocked', () => {
    const blocked = () => {
      throw new DOMException('no', 'SecurityError');
    };
    const marker = loadMarker({ getItem: blocked, setItem: blocked, removeItem: blocked });
    marker.watch(model('loading'));
    marker.clear();
    expect(marker.crashedModelId()).toBeNull();
  });
});
