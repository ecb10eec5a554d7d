import type { ClientState } from './client-state.ts';
import { attempt, type MarkerStorage } from './marker-storage.ts';

const key = 'kinglet-open';

/** Remembers over a reload of the page in which conversation an answer was under way. */
export interface OpenMarker {
  /** The conversation that was open then; null where no answer was under way. */
  conversationId(): string | null;
  /** Watches what is open and runs. */
  watch(state: ClientState): void;
}

/** `storage` is this tab's own, as `sessionStorage` is: a new tab begins without a conversation. */
export function openMarker(storage: MarkerStorage | null): OpenMarker {
  const found = attempt(() => storage?.getItem(key)) ?? null;
  let marked = found;
  return {
    conversationId: () => found,
    watch({ conversation, runs }) {
      const isRunning = runs.some(({ status }) => status === 'running');
      const id = isRunning && conversation ? conversation.head.id : null;
      if (id === marked) return;
      marked = id;
      attempt(() => (id === null ? storage?.removeItem(key) : storage?.setItem(key, id)));
    },
  };
}
