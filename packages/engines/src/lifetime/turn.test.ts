import { expect, test } from 'vitest';
import { Turn } from './turn.ts';

const signal = new AbortController().signal;

test('one at a time, in order', async () => {
  const turn = new Turn();
  const order: number[] = [];
  const work = async (number: number) => {
    const release = await turn.take({ signal });
    order.push(number);
    await Promise.resolve();
    order.push(-number);
    release();
  };
  await Promise.all([work(1), work(2), work(3)]);
  expect(order).toEqual([1, -1, 2, -2, 3, -3]);
});

test('one that gives up waiting lets the next through, after the one before', async () => {
  const turn = new Turn();
  const release = await turn.take({ signal });
  const controller = new AbortController();
  const gaveUp = turn.take({ signal: controller.signal });
  const next = turn.take({ signal });
  controller.abort(new Error('no longer'));
  await expect(gaveUp).rejects.toThrow('no longer');
  let through = false;
  void next.then(() => {
    through = true;
  });
  await Promise.resolve();
  expect(through).toBe(false);
  release();
  (await next)();
});
