import { KingletError } from '@kinglet/spec';
import { failWith, fakeClock, hang, say, scriptedEngine, waitFor } from '@kinglet/testkit';
import { expect, it, vi } from 'vitest';
import { calibrate, calibrationMs } from './calibrate.ts';

const { signal } = new AbortController();

it('makes one call of a few tokens, and leaves no timer behind', async () => {
  const clock = fakeClock();
  const engine = scriptedEngine(() => say('one, two, three'), { clock });
  await calibrate(engine, { clock, signal });
  expect(engine.requests).toMatchObject([{ tools: [], maxTokens: 8 }]);
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

it('gives what was written until the time was up, and nothing of a call that a run ended', async () => {
  const clock = fakeClock();
  const slow = [...waitFor(500), ...say('one'), ...waitFor(500), ...say(' two three'), ...hang()];
  const call = (stop: AbortSignal) =>
    calibrate(
      scriptedEngine(() => slow, { clock }),
      { clock, signal: stop },
    );
  const first = call(signal);
  await clock.advance(2000);
  // Three deltas in the 1.5 s after the prompt was read.
  expect(await first).toEqual({ prefillPerSecond: null, decodePerSecond: 2 });
  const cancel = new AbortController();
  const second = call(cancel.signal);
  await clock.advance(1500);
  cancel.abort();
  expect(await second).toBeNull();
});

it('gives nothing of too few deltas, and of a call that ended by itself, which the engine measures', async () => {
  const clock = fakeClock();
  const reading = calibrate(
    scriptedEngine(() => [...say('one two'), ...hang()], { clock }),
    { clock, signal },
  );
  await clock.advance(2000);
  expect(await reading).toBeNull();
  expect(
    await calibrate(
      scriptedEngine(() => say('one two three'), { clock }),
      { clock, signal },
    ),
  ).toBeNull();
});

it('says nothing of an engine that fails: the next call does', async () => {
  const clock = fakeClock();
  const engine = scriptedEngine(() => failWith(new KingletError('engine-failed', 'No.')), { clock });
  await expect(calibrate(engine, { clock, signal })).resolves.toBeNull();
});
