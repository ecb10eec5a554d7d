import type { ClientEvent } from '../shared/index.ts';
import { attempt, type MarkerStorage } from './marker-storage.ts';

const key = 'kinglet-loading';

/** Remembers over the tab's death which model was loading. */
export interface LoadMarker {
  /** The model that was loading when the last tab ended without a word; null where all went well. */
  crashedModelId(): string | null;
  /** Watches events: set while a model loads, taken away once it has decoded or could not be loaded. */
  watch(event: ClientEvent): void;
  /** The page ends as it should. */
  clear(): void;
}

/**
 * A model that needs more memory than there is takes the whole tab with it, and no error is ever raised. So a marker
 * stands while one loads; a marker found at the next start names the culprit.
 */
export function loadMarker(storage: MarkerStorage | null): LoadMarker {
  let set = false;
  const clear = () => {
    if (!set) return;
    set = false;
    attempt(() => storage?.removeItem(key));
  };
  return {
    crashedModelId: () => attempt(() => storage?.getItem(key)) ?? null,
    watch(event) {
      if (event.type === 'model' && event.status.phase === 'loading') {
        set = true;
        attempt(() => storage?.setItem(key, event.status.model.id));
      } else if (
        event.type === 'model' &&
        (event.status.phase === 'failed' || event.status.phase === 'stored')
      ) {
        clear();
      } else if (event.type === 'agent' && event.event.type === 'prefill-end') {
        clear();
      } else if (event.type === 'model' && event.status.phase === 'ready' && event.status.warm) {
        clear();
      }
    },
    clear,
  };
}
