import type { Ledger } from '@kinglet/agent';
import { type Clock, isJsonObject } from '@kinglet/spec';
import type { SpendSettings } from '../shared/index.ts';
import type { KeyValues } from './key-values.ts';

const key = 'ledger';
/** Older ones are forgotten: with them goes what they add to a conversation that goes on for that long. */
const maxEntries = 5_000;

/** One call of the larger model. No text of it. */
interface Entry {
  readonly id: string;
  readonly timeMs: number;
  readonly conversationId: string;
  /** Null: nobody knows. */
  readonly usd: number | null;
}

/**
 * What the larger model cost, kept on the device apart from the usage log, which can be off. A call that was under way when its
 * worker ended keeps its estimate.
 */
export async function openLedger(
  values: KeyValues,
  { clock, caps }: { clock: Clock; caps: () => SpendSettings },
): Promise<Ledger> {
  let entries = readEntries(await values.get(key));
  const put = (changed: readonly Entry[]) => {
    entries = changed.slice(-maxEntries);
    return values.put(key, entries);
  };
  return {
    get caps() {
      return caps();
    },
    spent: (conversationId) => sumOf(entries, conversationId, clock.nowMs()),
    reserve: (call) => put([...entries, { ...call, timeMs: clock.nowMs() }]),
    settle(id, usd) {
      void put(entries.map((entry) => (entry.id === id ? { ...entry, usd } : entry)));
    },
  };
}

function sumOf(
  entries: readonly Entry[],
  conversationId: string,
  nowMs: number,
): ReturnType<Ledger['spent']> {
  const now = new Date(nowMs);
  const dayMs = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const monthMs = new Date(now.getFullYear(), now.getMonth(), 1).getTime();
  const usd = (some: readonly Entry[]) => some.reduce((sum, entry) => sum + (entry.usd ?? 0), 0);
  const today = entries.filter(({ timeMs }) => timeMs >= dayMs);
  const month = entries.filter(({ timeMs }) => timeMs >= monthMs);
  return {
    conversationUsd: usd(entries.filter((entry) => entry.conversationId === conversationId)),
    dayUsd: usd(today),
    monthUsd: usd(month),
    callsToday: today.length,
  };
}

function readEntries(stored: unknown): readonly Entry[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((value: unknown) => {
    if (!isJsonObject(value)) return [];
    const { id, timeMs, conversationId, usd } = value;
    if (typeof id !== 'string' || typeof timeMs !== 'number' || typeof conversationId !== 'string') return [];
    return [{ id, timeMs, conversationId, usd: typeof usd === 'number' && usd >= 0 ? usd : null }];
  });
}
