import { describe, expect, it } from 'vitest';
import type { ClientState, RunStatus } from './client-state.ts';
import { openMarker } from './open-marker.ts';
import { startingState } from './reduce-state.ts';

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

function state(...statuses: readonly RunStatus[]): ClientState {
  const conversation = { head: { id: 'talk' } } as ClientState['conversation'];
  return { ...startingState, conversation, runs: statuses.map((status) => ({ status }) as never) };
}

describe('openMarker', () => {
  it('names the conversation in which an answer was under way when the page was reloaded', () => {
    const storage = memoryStorage();
    openMarker(storage).watch(state('complete', 'running'));
    expect(openMarker(storage).conversationId()).toBe('talk');
  });

  it('names none once it was answered, after a reload too', () => {
    const storage = memoryStorage();
    openMarker(storage).watch(state('running'));
    const next = openMarker(storage);
    next.watch(state('complete'));
    expect(openMarker(storage).conversationId()).toBeNull();
    next.watch(state('running'));
    next.watch(startingState);
    expect(openMarker(storage).conversationId()).toBeNull();
  });

  it('does without storage, and with one that throws', () => {
    const broken = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
      removeItem: () => {},
    };
    for (const storage of [null, broken]) {
      const marker = openMarker(storage);
      marker.watch(state('running'));
      expect(marker.conversationId()).toBeNull();
    }
  });
});
