import { expect, test } from 'vitest';
import { approvalDelayMs, isDeliberate } from './is-deliberate.ts';

test('counts from 500 ms after the question appeared', () => {
  const click = (timeStamp: number) => ({ isTrusted: true, timeStamp });
  expect(approvalDelayMs).toBe(500);
  expect(isDeliberate(click(1499), 1000)).toBe(false);
  expect(isDeliberate(click(1500), 1000)).toBe(true);
  expect(isDeliberate(click(900), 1000)).toBe(false);
});

test('never counts a click by script', () => {
  expect(isDeliberate({ isTrusted: false, timeStamp: 9000 }, 0)).toBe(false);
});
