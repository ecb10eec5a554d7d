import { describe, expect, it } from 'vitest';
import { memoryValues } from './models/testing/memory-values.ts';
import { openLedger } from './open-ledger.ts';

const caps = { conversationUsd: 1, dayUsd: null, monthUsd: null, callsPerDay: null };

function at(year: number, month: number, day: number, hour = 12) {
  let nowMs = new Date(year, month - 1, day, hour).getTime();
  return {
    clock: { nowMs: () => nowMs } as never,
    caps: () => caps,
    go: (...to: [number, number, number, number?]) => {
      nowMs = new Date(to[0], to[1] - 1, to[2], to[3] ?? 12).getTime();
    },
  };
}

describe('openLedger', () => {
  it('counts by conversation, by day and by month of this device, and keeps it all for the next visit', async () => {
    const values = memoryValues();
    const time = at(2026, 11, 30, 23);
    const ledger = await openLedger(values, time);
    expect(ledger.caps).toBe(caps);
    await ledger.reserve({ id: 'a', conversationId: 'one', usd: 0.5 });
    ledger.settle('a', 0.2);
    time.go(2026, 12, 1, 0);
    await ledger.reserve({ id: 'b', conversationId: 'one', usd: 0.3 });
    await ledger.reserve({ id: 'c', conversationId: 'two', usd: null });
    const again = await openLedger(values, time);
    for (const each of [ledger, again]) {
      expect(each.spent('one')).toEqual({ conversationUsd: 0.5, dayUsd: 0.3, monthUsd: 0.3, callsToday: 2 });
      expect(each.spent('two')).toMatchObject({ conversationUsd: 0 });
    }
    time.go(2026, 12, 2);
    expect(again.spent('one')).toMatchObject({ dayUsd: 0, monthUsd: 0.3, callsToday: 0 });
  });

  it('keeps the estimate of a call whose worker ended', async () => {
    const values = memoryValues();
    const time = at(2026, 11, 25);
    await (await openLedger(values, time)).reserve({ id: 'a', conversationId: 'one', usd: 0.4 });
    expect((await openLedger(values, time)).spent('one')).toMatchObject({ conversationUsd: 0.4 });
  });

  it('begins anew where the store holds nonsense', async () => {
    const values = memoryValues();
    await values.put('ledger', [{ id: 1 }, 'x', { id: 'a', timeMs: 0, conversationId: 'one', usd: -5 }]);
    expect((await openLedger(values, at(2026, 11, 25))).spent('one').conversationUsd).toBe(0);
  });
});
