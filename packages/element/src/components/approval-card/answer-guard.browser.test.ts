import { beforeEach, expect, test } from 'vitest';
import { AnswerGuard, type GuardedCard } from './answer-guard.ts';

const button = document.createElement('button');
let guard: AnswerGuard;

beforeEach(() => {
  const card: GuardedCard = {
    ...{ answers: null, asks: 'question', now: () => 1_000, updateComplete: Promise.resolve(true) },
    ...{ addController() {}, removeController() {}, requestUpdate() {} },
  };
  guard = new AnswerGuard(card);
  guard.hostUpdated();
});

/** Of a person, as the browser would tell it: no script can make such an event. */
function event(of: object, timeStamp: number, currentTarget: EventTarget = button) {
  return { isTrusted: true, timeStamp, currentTarget, ...of };
}
const mouse = { pointerType: 'mouse' };
const press = (of: object, ms: number) => guard.pressed(event(of, ms) as PointerEvent);
const accepts = (of: object, ms: number, on?: EventTarget) => guard.accepts(event(of, ms, on) as MouseEvent);

test('takes a click of which the press came 500 ms after the question, once', () => {
  press(mouse, 1_500);
  expect(accepts(mouse, 1_600)).toBe(true);
  expect(accepts(mouse, 1_700)).toBe(false);
});

test('takes no click that was pressed down before, or on something else', () => {
  press(mouse, 1_499);
  expect(accepts(mouse, 9_000)).toBe(false);
  expect(accepts(mouse, 9_000)).toBe(false);
  press(mouse, 9_000);
  expect(accepts(mouse, 9_100, document.createElement('button'))).toBe(false);
});

test('takes a key, and none that is held down', () => {
  press({ key: 'Enter', repeat: true }, 9_000);
  expect(accepts({}, 9_000)).toBe(false);
  press({ key: 'Enter', repeat: false }, 9_100);
  expect(accepts({}, 9_100)).toBe(true);
  press({ key: ' ', repeat: false }, 9_200);
  press({ key: ' ', repeat: true }, 9_300);
  expect(accepts({}, 9_400)).toBe(false);
});

test('takes the click of a screen reader, which presses nothing, and none by script', () => {
  expect(accepts({ pointerType: '' }, 1_499)).toBe(false);
  expect(accepts({ pointerType: '' }, 1_500)).toBe(true);
  expect(accepts({ isTrusted: false }, 9_000)).toBe(false);
  press({ ...mouse, isTrusted: false }, 9_000);
  expect(accepts(mouse, 9_100)).toBe(false);
});
