import { expect, test } from 'vitest';
import { fakeClock } from './fake-clock.ts';

const signal = new AbortController().signal;

test('stands still until it is moved, and wakes sleepers in order of their time', async () => {
  const clock = fakeClock({ startMs: 1000 });
  const woken: string[] = [];
  void clock.sleep(20, { signal }).then(() => woken.push(`late ${clock.nowMs()}`));
  void clock.sleep(10, { signal }).then(() => woken.push(`early ${clock.nowMs()}`));
  expect(clock.sleepers).toBe(2);
  await clock.advance(9);
  expect(woken).toEqual([]);
  await clock.advance(30);
  expect(woken).toEqual(['early 1010', 'late 1020']);
  expect(clock.monotonicMs()).toBe(39);
});

test('a waker that sleeps again within the same advance is woken again', async () => {
  const clock = fakeClock();
  let rounds = 0;
  void (async () => {
    for (; rounds < 3; rounds += 1) await clock.sleep(10, { signal });
  })();
  await clock.advance(30);
  expect(rounds).toBe(3);
});

test('sleep rejects with the reason of the signal, before and while it waits', async () => {
  const clock = fakeClock();
  const controller = new AbortController();
  const sleeping = clock.sleep(10, { signal: controller.signal });
  controller.abort('enough');
  await expect(sleeping).rejects.toBe('enough');
  await expect(clock.sleep(10, { signal: controller.signal })).rejects.toBe('enough');
  expect(clock.sleepers).toBe(0);
});

test('a sleep of no time ends at once', async () => {
  await fakeClock().sleep(0, { signal });
});

test('ids are unique and the same in every run', () => {
  const clock = fakeClock();
  expect([clock.id(), clock.id()]).toEqual(['id-1', 'id-2']);
});
