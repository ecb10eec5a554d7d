import type { RemoteTarget } from '@kinglet/agent';
import { createHostBreakers, type RemoteEngineOptions, remoteEngine, testEndpoint } from '@kinglet/engines';
import { type Clock, KingletError } from '@kinglet/spec';
import type { RemoteSettings, RemoteTest } from '../shared/index.ts';
import type { Fetch } from './approved-fetch.ts';
import { createKeyVault } from './key-vault.ts';
import { parseRemote } from './parse-settings.ts';
import type { SettingsStore } from './settings-store.ts';

/** Context of a larger model that nobody told us of: all that are worth asking hold it. */
const contextTokens = 32_768;

/** The larger model of the settings, with its key. */
export interface Endpoint {
  readonly hasKey: boolean;
  /** Null where none is set. */
  target(): RemoteTarget | null;
  /** Sets the endpoint, and the key where one is given; a change of origin drops the old key. All or nothing. */
  set(remote: RemoteSettings | null, key: string | null): Promise<void>;
  test(signal: AbortSignal): Promise<RemoteTest>;
}

export function createEndpoint({
  settings,
  fetch,
  clock,
}: {
  settings: SettingsStore;
  fetch: Fetch;
  clock: Clock;
}): Endpoint {
  const vault = createKeyVault();
  const breakers = createHostBreakers(clock);

  function engineOptions({ baseUrl, model }: RemoteSettings): RemoteEngineOptions {
    return {
      baseUrl,
      model,
      key: () => vault.keyFor(baseUrl),
      contextTokens,
      clock,
      fetch,
    };
  }

  return {
    get hasKey() {
      return vault.hasKey;
    },
    target() {
      const { remote } = settings.settings;
      if (!remote) return null;
      const { inputUsdPerMillion, outputUsdPerMillion } = remote;
      return {
        engine: remoteEngine({ ...engineOptions(remote), breakers }),
        prices: { inputUsdPerMillion, outputUsdPerMillion },
      };
    },
    async set(given, key) {
      const remote = parseRemote(given);
      if (remote) remoteEngine(engineOptions(remote)); // Refuses an address that it would not talk to.
      if (!remote && key !== null) {
        throw new KingletError(
          'invalid-input',
          'A key needs an endpoint. Give the address and the model as well.',
        );
      }
      if (remote && key !== null) vault.set(remote.baseUrl, key);
      vault.bind(remote?.baseUrl ?? null);
      await settings.update({ remote });
    },
    async test(signal) {
      const { remote } = settings.settings;
      if (remote) return testEndpoint(engineOptions(remote), { signal });
      return { ok: false, message: 'No endpoint is set. Give its address and model first.' };
    },
  };
}
