import type { Clock, Engine, GenerateRequest } from '@kinglet/spec';
import type { SpeedSample } from './speed-record.ts';

/** The longest that it takes. */
export const calibrationMs = 2000;

/**
 * As few tokens as give a rate: some 25 to read with the template's own, where a system text keeps a longer one out, and
 * 8 to write, which no model ends sooner.
 */
export const calibrationRequest: GenerateRequest = {
  messages: [
    { role: 'system', content: 'You count.' },
    { role: 'user', content: 'Count from one to twenty in words.' },
  ],
  tools: [],
  maxTokens: 8,
};

/** Fewer deltas than these before the time is up say nothing. */
const minDeltas = 3;

/**
 * One short call on an engine that measures its calls, so that there is a speed before anybody asked anything. Resolves
 * when it is done, was cancelled, took `calibrationMs` or failed. Gives what it measured where the time was up while it
 * wrote: each delta is a token or more, so a slow device is known as such too. Else null: the engine measured it, or the
 * first call of the user's will.
 */
export async function calibrate(
  engine: Engine,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<SpeedSample | null> {
  const end = new AbortController();
  const either = AbortSignal.any([signal, end.signal]);
  clock.sleep(calibrationMs, { signal: either }).then(
    () => end.abort(),
    () => {},
  );
  let startMs: number | null = null;
  let deltas = 0;
  try {
    for await (const { type } of engine.generate(calibrationRequest, { signal: either })) {
      if (type === 'prefill-end') startMs = clock.monotonicMs();
      if (type === 'text-delta') deltas += 1;
    }
  } catch {
    // What is wrong is told by the call that comes next.
    if (end.signal.aborted && startMs !== null && deltas >= minDeltas) {
      const decodePerSecond = (deltas * 1000) / (clock.monotonicMs() - startMs);
      return { prefillPerSecond: null, decodePerSecond };
    }
  } finally {
    end.abort();
  }
  return null;
}
