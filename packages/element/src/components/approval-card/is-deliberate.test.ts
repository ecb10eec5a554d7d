import { expect, test } from 'vitest';
import { approvalDelayMs, type CardFacts, type ClickFacts, isDeliberate } from './is-deliberate.ts';

const press = { ms: 1_500, isRepeat: false };
const click: ClickFacts = { isTrusted: true, timeStamp: 1_600, isPointer: true, press };
const card: CardFacts = { steadyMs: 1_000, isSeen: true };

test('waits for 500 ms', () => {
  expect(approvalDelayMs).toBe(500);
});

test.each<[string, Partial<ClickFacts>, Partial<CardFacts>, boolean]>([
  ['500 ms after the question appeared', {}, {}, true],
  ['by script', { isTrusted: false }, {}, false],
  ['1 ms too soon', { press: { ms: 1_499, isRepeat: false } }, {}, false],
  ['that began before, and ended late', { timeStamp: 9_000, press: { ms: 900, isRepeat: false } }, {}, false],
  ['that was pressed elsewhere', { timeStamp: 9_000, press: null }, {}, false],
  ['by a key', { isPointer: false }, {}, true],
  [
    'by a key that was held before',
    { isPointer: false, timeStamp: 9_000, press: { ms: 8_000, isRepeat: true } },
    {},
    false,
  ],
  ['by a screen reader, without a press', { isPointer: false, press: null }, {}, true],
  ['by a screen reader, too soon', { isPointer: false, press: null, timeStamp: 1_499 }, {}, false],
  ['after the card moved', {}, { steadyMs: 1_001 }, false],
  ['while it is covered', {}, { isSeen: false }, false],
])('a click %s', (_, clicked, stands, counts) => {
  expect(isDeliberate({ ...click, ...clicked }, { ...card, ...stands })).toBe(counts);
});
