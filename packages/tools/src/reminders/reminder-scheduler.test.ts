import 'fake-indexeddb/auto';
import { type FakeClock, fakeClock } from '@kinglet/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DueReminder, ReminderScheduler } from './reminder-scheduler.ts';
import { openReminders, type ReminderStore } from './reminder-store.ts';

const startMs = Date.UTC(2026, 10, 22, 10);
const minute = 60_000;
let store: ReminderStore;
let clock: FakeClock;
let scheduler: ReminderScheduler;
let shown: DueReminder[];
let count = 0;

beforeEach(() => {
  count += 1;
  store = openReminders({ name: `scheduler-${count}` });
  clock = fakeClock({ startMs });
  scheduler = new ReminderScheduler(store, clock);
  shown = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  scheduler.stop();
  await store.close();
});

const start = (which = scheduler) => which.start((reminder) => shown.push(reminder));
const set = (id: string, dueMs: number) =>
  store.change(null, () => ({
    put: [{ id, text: id, createdMs: startMs, dueMs, shown: null }],
    content: '',
  }));
/** IndexedDB answers after some turns of the event loop. */
const advance = async (durationMs: number) => {
  await clock.advance(durationMs);
  await vi.waitFor(() => expect(clock.sleepers).toBe(1));
};
const ids = () => shown.map(({ id }) => id);

describe('ReminderScheduler', () => {
  it('fires when a reminder comes due, and not before', async () => {
    await set('stretch', startMs + 30_000);
    await start();
    await advance(29_999);
    expect(shown).toEqual([]);
    await advance(1);
    await vi.waitFor(() =>
      expect(shown).toEqual([{ id: 'stretch', text: 'stretch', dueMs: startMs + 30_000, missed: false }]),
    );
  });

  it('fires one that was set after the start', async () => {
    await start();
    await advance(0);
    await set('soon', startMs + 10_000);
    await advance(0);
    await advance(10_000);
    await vi.waitFor(() => expect(ids()).toEqual(['soon']));
  });

  it('fires each once, in order', async () => {
    await set('b', startMs + 20_000);
    await set('a', startMs + 10_000);
    await start();
    for (let step = 0; step < 5; step += 1) await advance(10_000);
    expect(ids()).toEqual(['a', 'b']);
  });

  it('reports missed ones at the start, oldest first', async () => {
    await set('later', startMs - minute * 2);
    await set('earlier', startMs - minute * 60);
    await start();
    expect(shown).toMatchObject([
      { id: 'earlier', missed: true },
      { id: 'later', missed: true },
    ]);
  });

  it('calls one missed that came due just before the start, while nobody looked', async () => {
    await set('water', startMs - 1_000);
    await start();
    expect(shown).toMatchObject([{ id: 'water', missed: true }]);
  });

  it('shows what was not dismissed again at the next start, as it was the first time', async () => {
    await set('a', startMs + 1_000);
    await start();
    await advance(1_000);
    await vi.waitFor(async () => expect((await store.list())[0]?.shown).toEqual({ missed: false }));
    scheduler.stop();
    clock = fakeClock({ startMs: startMs + minute * 600 });
    shown = [];
    const next = new ReminderScheduler(store, clock);
    await start(next);
    expect(shown).toMatchObject([{ id: 'a', missed: false }]);
    next.stop();
  });

  it('forgets what was dismissed', async () => {
    await set('a', startMs - 1);
    await start();
    await scheduler.dismiss('a');
    expect(await store.list()).toEqual([]);
    await start();
    expect(ids()).toEqual(['a']);
  });

  it('waits longer than a timer can hold', async () => {
    const sixtyDays = 60 * 86_400_000;
    await set('far', startMs + sixtyDays);
    const waits: number[] = [];
    const inner = clock;
    const watched = new ReminderScheduler(store, {
      nowMs: inner.nowMs,
      sleep: (durationMs, options) => {
        waits.push(durationMs);
        return inner.sleep(durationMs, options);
      },
    });
    await start(watched);
    await vi.waitFor(() => expect(waits).toEqual([minute]));
    watched.stop();
  });

  it('finds within a minute what another tab set', async () => {
    await start();
    await advance(0);
    const otherTab = openReminders({ name: `scheduler-${count}` });
    await otherTab.change(null, () => ({
      put: [{ id: 'other', text: 'other', createdMs: startMs, dueMs: startMs + 1_000, shown: null }],
      content: '',
    }));
    await advance(minute);
    await vi.waitFor(() => expect(ids()).toEqual(['other']));
    await otherTab.close();
  });

  it('does not fire after stop, nor a cancelled one', async () => {
    await set('gone', startMs + 1_000);
    await set('stopped', startMs + 2_000);
    await start();
    await advance(0);
    await store.change(null, () => ({ remove: ['gone'], content: '' }));
    await advance(1_500);
    expect(shown).toEqual([]);
    scheduler.stop();
    await clock.advance(minute * 10);
    expect(shown).toEqual([]);
    expect(clock.sleepers).toBe(0);
  });

  it('looks again after the store could not be read', async () => {
    await set('a', startMs + 1_000);
    const list = vi.spyOn(store, 'list').mockRejectedValue(new Error('blocked'));
    await expect(start()).rejects.toThrow('blocked');
    await advance(0);
    list.mockRestore();
    await advance(minute);
    await vi.waitFor(() => expect(ids()).toEqual(['a']));
  });
});
