import { expect, it } from 'vitest';
import { abortable, abortableItems } from './abortable.ts';

it('closes the source before it goes on, where the reader leaves early', async () => {
  let isClosed = false;
  async function* source() {
    try {
      for (let index = 0; ; index += 1) yield index;
    } finally {
      await new Promise((resolve) => setTimeout(resolve, 5));
      isClosed = true;
    }
  }
  for await (const index of abortableItems(source(), new AbortController().signal)) if (index === 2) break;
  expect(isClosed).toBe(true);
});

it('rejects at once with the reason of the signal', async () => {
  const stop = new AbortController();
  const waiting = abortable(new Promise<never>(() => undefined), stop.signal);
  stop.abort('enough');
  await expect(waiting).rejects.toBe('enough');
  await expect(abortable(Promise.resolve(1), stop.signal)).rejects.toBe('enough');
});

it('leaves no rejection behind where the signal was aborted before', async () => {
  // Vitest fails a run with an unhandled rejection.
  await expect(abortable(Promise.reject(new Error('late')), AbortSignal.abort('enough'))).rejects.toBe(
    'enough',
  );
  await new Promise((resolve) => setTimeout(resolve, 5));
});
