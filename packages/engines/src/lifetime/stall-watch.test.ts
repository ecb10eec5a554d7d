import { fakeClock } from '@kinglet/testkit';
import { expect, test } from 'vitest';
import { StallWatch } from './stall-watch.ts';

function watch() {
  const clock = fakeClock();
  const controller = new AbortController();
  const stallWatch = new StallWatch(clock);
  let stalls = 0;
  void stallWatch.run(60_000, { signal: controller.signal, stalled: () => stalls++ });
  return { clock, controller, stallWatch, stalls: () => stalls };
}

test('silence for the whole time is a stall, told once', async () => {
  const { clock, stalls } = watch();
  for (let second = 0; second < 59; second++) await clock.advance(1000);
  expect(stalls()).toBe(0);
  for (let second = 0; second < 120; second++) await clock.advance(1000);
  expect(stalls()).toBe(1);
});

test('a sign of life starts the time again', async () => {
  const { clock, stallWatch, stalls } = watch();
  for (let second = 0; second < 200; second++) {
    await clock.advance(1000);
    if (second % 50 === 0) stallWatch.beat();
  }
  expect(stalls()).toBe(0);
});

test('a device that slept through it is not a stall', async () => {
  const { clock, stallWatch, stalls } = watch();
  await clock.advance(10_000);
  stallWatch.beat();
  await clock.advance(15_000);
  expect(stalls()).toBe(0);
});

test('an ended watch tells nothing', async () => {
  const { clock, controller, stalls } = watch();
  controller.abort();
  for (let second = 0; second < 200; second++) await clock.advance(1000);
  expect(stalls()).toBe(0);
});
