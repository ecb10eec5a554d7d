import { fakeClock } from '@kinglet/testkit';
import { expect, it, vi } from 'vitest';
import { Heartbeat } from './heartbeat.ts';

const hangMs = 60;

function watched(ping: () => Promise<unknown>) {
  const clock = fakeClock();
  const hung = vi.fn<() => void>();
  const pings = vi.fn<() => Promise<unknown>>(ping);
  return { clock, hung, pings, heartbeat: new Heartbeat({ clock, hangMs, ping: pings, hung }) };
}

const never = () => new Promise<never>(() => {});

it('calls a worker hung that owes something and gives no word, once', async () => {
  const { clock, hung, pings, heartbeat } = watched(never);
  heartbeat.watch(true);
  heartbeat.watch(true);
  await clock.advance(hangMs - 1);
  expect(hung).not.toHaveBeenCalled();
  await clock.advance(2 * hangMs);
  expect(hung).toHaveBeenCalledTimes(1);
  expect(pings).toHaveBeenCalledTimes(1);
  expect(clock.sleepers).toBe(0);
});

it.each([
  ['answers', async () => {}],
  ['refuses', () => Promise.reject(new Error('not booted'))],
])('lets one live that %s, however long it works', async (_, ping) => {
  const { clock, hung, heartbeat } = watched(ping);
  heartbeat.watch(true);
  await clock.advance(10 * hangMs);
  expect(hung).not.toHaveBeenCalled();
});

it('counts what a word came late for from anew', async () => {
  let answer = () => {};
  const late = () => new Promise<void>((resolve) => (answer = resolve));
  const { clock, hung, heartbeat } = watched(late);
  heartbeat.watch(true);
  for (let round = 0; round < 4; round += 1) {
    await clock.advance(hangMs - 10);
    answer();
    await Promise.resolve();
  }
  expect(hung).not.toHaveBeenCalled();
});

it('asks nothing while nothing is owed', async () => {
  const { clock, hung, pings, heartbeat } = watched(never);
  heartbeat.watch(true);
  heartbeat.watch(false);
  await clock.advance(10 * hangMs);
  expect(hung).not.toHaveBeenCalled();
  expect(pings).toHaveBeenCalledTimes(1);
  expect(clock.sleepers).toBe(0);
});
