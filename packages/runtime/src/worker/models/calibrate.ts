import type { Clock, Engine, GenerateRequest } from '@kinglet/spec';

/** The longest that it takes. */
export const calibrationMs = 2000;

/** Some 30 tokens to read with the template's own, and a dozen to write, which no model ends sooner. */
export const calibrationRequest: GenerateRequest = {
  messages: [{ role: 'user', content: 'Count from one to twenty in words, separated by commas.' }],
  tools: [],
  maxTokens: 12,
};

/**
 * One short call on an engine that measures its calls, so that there is a speed before anybody asked anything. Resolves
 * when it is done, was cancelled, took `calibrationMs` or failed: then the first calls of the user's measure.
 */
export async function calibrate(
  engine: Engine,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  const end = new AbortController();
  const either = AbortSignal.any([signal, end.signal]);
  clock.sleep(calibrationMs, { signal: either }).then(
    () => end.abort(),
    () => {},
  );
  try {
    for await (const _ of engine.generate(calibrationRequest, { signal: either }));
  } catch {
    // What is wrong is told by the call that comes next.
  } finally {
    end.abort();
  }
}
