import type { ClientState, KingletClient } from '@kinglet/runtime/client';

/** Resolves with the first state, the present one included, that the condition takes; rejects with what it throws. */
export function until(
  client: KingletClient,
  condition: (state: ClientState) => boolean,
): Promise<ClientState> {
  return new Promise((resolve, reject) => {
    const look = (state: ClientState): void => {
      try {
        if (state.phase === 'failed' || state.phase === 'lost') throw new Error(state.error?.message);
        if (!condition(state)) return;
        resolve(state);
      } catch (thrown) {
        reject(thrown);
      }
      unsubscribe();
    };
    const unsubscribe = client.subscribe(look);
    look(client.state);
  });
}
