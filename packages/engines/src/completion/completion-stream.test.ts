import { expect, test } from 'vitest';
import type { CompletionChunk } from './completion-session.ts';
import { completionStream } from './completion-stream.ts';

const text = (value: string): CompletionChunk => ({ type: 'text', text: value, logProbability: null });
const signal = new AbortController().signal;

test('gives the chunks of the work, and ends with it', async () => {
  const { chunks, settled } = completionStream(async (onChunk) => onChunk(text('a')), { signal });
  const reader = chunks.getReader();
  expect(await reader.read()).toEqual({ done: false, value: text('a') });
  expect((await reader.read()).done).toBe(true);
  await settled;
});

test('fails as the work fails', async () => {
  const failure = new Error('broken');
  const { chunks, settled } = completionStream(() => Promise.reject(failure), { signal });
  await expect(chunks.getReader().read()).rejects.toBe(failure);
  await settled;
});

test('a cancel ends it at once, is told to the work, and is over when that stops', async () => {
  const user = new AbortController();
  const reason = new Error('the user pressed stop');
  let finish = () => {};
  let stopped = false;
  const { chunks, settled } = completionStream(
    async (onChunk, stop) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      stopped = stop.aborted;
      onChunk(text('too late'));
      throw new Error('stopped');
    },
    { signal: user.signal },
  );
  let isSettled = false;
  void settled.then(() => {
    isSettled = true;
  });
  const reading = chunks.getReader().read();
  user.abort(reason);
  await expect(reading).rejects.toBe(reason);
  expect(isSettled).toBe(false);
  finish();
  await settled;
  expect(stopped).toBe(true);
});

test('a consumer that leaves early stops the work', async () => {
  const stops: boolean[] = [];
  const { chunks, settled } = completionStream(
    async (onChunk, stop) => {
      onChunk(text('a'));
      await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
      stops.push(stop.aborted);
    },
    { signal },
  );
  await chunks.cancel();
  await settled;
  expect(stops).toEqual([true]);
});
