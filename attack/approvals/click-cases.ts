import { type CardFacts, type ClickFacts, isDeliberate } from '@kinglet/element/is-deliberate';
import type { ApprovalGuard } from './approval-case.ts';

const press = { ms: 2_000, isRepeat: false };
const click: ClickFacts = { isTrusted: true, timeStamp: 2_100, isPointer: true, press };
const card: CardFacts = { steadyMs: 1_000, isSeen: true };

const tries: readonly (readonly [string, Partial<ClickFacts>, Partial<CardFacts>])[] = [
  ['a click by script', { isTrusted: false }, {}],
  ['a click by script, without a press', { isTrusted: false, press: null, isPointer: false }, {}],
  ['a click 1 ms too soon', { press: { ms: 1_499, isRepeat: false } }, {}],
  ['a double click that began on something else', { press: { ms: 900, isRepeat: false } }, {}],
  ['a press held until the card was there', { press: { ms: 600, isRepeat: false }, timeStamp: 9_000 }, {}],
  ['a press on another button, dragged here', { press: null }, {}],
  [
    'a click on a page that is busy for long',
    { press: { ms: 1_100, isRepeat: false }, timeStamp: 60_000 },
    {},
  ],
  ['a held Enter', { isPointer: false, press: { ms: 8_000, isRepeat: true } }, {}],
  ['Enter that was meant for the message', { isPointer: false, press: { ms: 1_050, isRepeat: false } }, {}],
  ['a card that jumped under the pointer', {}, { steadyMs: 1_950 }],
  ['a window that came back into focus', {}, { steadyMs: 1_600 }],
  ['a card that is covered', {}, { isSeen: false }],
];

export const clickCases: ApprovalGuard = {
  guard: 'a click must be deliberate',
  cases: tries.map(([name, clicked, stands]) => ({
    name,
    passes: () => isDeliberate({ ...click, ...clicked }, { ...card, ...stands }),
    passesWithout: () => true,
  })),
};
