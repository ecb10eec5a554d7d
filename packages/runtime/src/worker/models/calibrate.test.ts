import { KingletError } from '@kinglet/spec';
import { failWith, fakeClock, hang, say, scriptedEngine } from '@kinglet/testkit';
import { expect, it, vi } from 'vitest';
import { calibrate, calibrationMs } from './calibrate.ts';

const { signal } = new AbortController();

it('makes one call of a few tokens, and leaves no timer behind', async () => {
  const clock = fakeClock();
  const engine = scriptedEngine(() => say('one, two, three'), { clock });
  await calibrate(engine, { clock, signal });
  expect(engine.requests).toMatchObject([{ tools: [], maxTokens: 12 }]);
  expect(clock.sleepers).toBe(0);
});

it('is given up after two seconds, and before that where it is cancelled', async () => {
  const clock = fakeClock();
  const engine = scriptedEngine(() => hang(), { clock });
  let ended = false;
  const running = calibrate(engine, { clock, signal }).then(() => {
    ended = true;
  });
  await clock.advance(calibrationMs - 1);
  expect(ended).toBe(false);
  await clock.advance(1);
  await running;

  const cancel = new AbortController();
  const second = calibrate(engine, { clock, signal: cancel.signal });
  await vi.waitFor(() => expect(engine.requests).toHaveLength(2));
  cancel.abort();
  await second;
  expect(calibrationMs).toBe(2000);
});

it('says nothing of an engine that fails: the next call does', async () => {
  const clock = fakeClock();
  const engine = scriptedEngine(() => failWith(new KingletError('engine-failed', 'No.')), { clock });
  await expect(calibrate(engine, { clock, signal })).resolves.toBeUndefined();
});
