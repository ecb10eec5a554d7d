import { type Engine, toKingletError } from '@kinglet/spec';
import type { AdapterStatus } from '../../shared/index.ts';
import type { LoadableAdapter } from './check-adapters.ts';

/**
 * Loads an engine with its specialists; where it does not take them, without: a specialist stops no model. Their statuses
 * tell which. Rejects with what the load without specialists throws, or with `signal.reason`.
 */
export async function withAdapters(
  { loadable, adapters }: { loadable: readonly LoadableAdapter[]; adapters: readonly AdapterStatus[] },
  { signal }: { signal: AbortSignal },
  load: (loadable: readonly LoadableAdapter[]) => Promise<Engine>,
): Promise<{ engine: Engine; adapters: readonly AdapterStatus[] }> {
  const ids = new Set(loadable.map(({ info }) => info.id));
  const settle = (change: Partial<AdapterStatus>) =>
    adapters.map((status) =>
      status.state === 'stored' && ids.has(status.id) ? { ...status, ...change } : status,
    );
  if (loadable.length === 0) return { engine: await load([]), adapters };
  try {
    return { engine: await load(loadable), adapters: settle({ state: 'in-use' }) };
  } catch (thrown) {
    signal.throwIfAborted();
    const engine = await load([]);
    const { message } = toKingletError(thrown, 'engine-failed');
    const reason = `The engine could not load it, so the model runs without: ${message}`;
    return { engine, adapters: settle({ state: 'refused', reason }) };
  }
}
