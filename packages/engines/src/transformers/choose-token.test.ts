import { expect, test } from 'vitest';
import { allowedTokens, type Choice, chooseToken } from './choose-token.ts';

const greedy: Choice = {
  ...{ temperature: 0, biases: [], repeatPenalty: 1, recent: [], mask: null },
  random: () => 0,
};
const choose = (logits: readonly number[], more: Partial<Choice> = {}) =>
  chooseToken(Float32Array.from(logits), { ...greedy, ...more });

test('takes the likeliest', () => {
  expect(choose([1, 3, 2])).toBe(1);
});

test('of what the mask allows', () => {
  expect(choose([1, 3, 2], { mask: Int32Array.of(0b101) })).toBe(2);
  const late = new Float32Array(40);
  expect(chooseToken(late, { ...greedy, mask: Int32Array.of(0, 1 << 7) })).toBe(39);
});

test('a bias lifts a token, a repetition lowers it on either side of 0', () => {
  expect(choose([1, 3, 2], { biases: [[0, 5]] })).toBe(0);
  expect(choose([1, 3, 2], { repeatPenalty: 2, recent: [1, 1] })).toBe(2);
  expect(choose([-2, -1], { repeatPenalty: 3, recent: [1] })).toBe(0);
});

test.each([
  [0, 0],
  [0.24, 0],
  [0.26, 1],
  [0.99, 1],
])('draws by probability: at %d token %d', (at, token) => {
  expect(choose([0, Math.log(3)], { temperature: 1, random: () => at })).toBe(token);
});

test('draws only what the mask allows', () => {
  const mask = Int32Array.of(0b10);
  for (const at of [0, 0.5, 0.999]) {
    expect(choose([9, 0, 9], { temperature: 1, random: () => at, mask })).toBe(1);
  }
});

test('lists what a mask allows while it is little', () => {
  const mask = Int32Array.of(0, 1 << 31, 0b11);
  expect(allowedTokens(mask, 3)).toEqual([63, 64, 65]);
  expect(allowedTokens(mask, 2)).toBeNull();
  expect(allowedTokens(Int32Array.of(0), 1)).toEqual([]);
});
