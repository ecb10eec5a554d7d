/** A click sooner than this after the card appeared, or last moved, was meant for something else. */
export const approvalDelayMs = 500;

/** A click on a button of the card, and the press that it ends. Times are on the clock of `event.timeStamp`. */
export interface ClickFacts {
  readonly isTrusted: boolean;
  readonly timeStamp: number;
  /** By mouse, finger or pen; else by key, or by what assists the user. */
  readonly isPointer: boolean;
  /** When that button was pressed down, and whether a key was held from before; null where no press on it was seen. */
  readonly press: { readonly ms: number; readonly isRepeat: boolean } | null;
}

/** How the card stands. */
export interface CardFacts {
  /** Since when it has been there as it is, in place, in a window that has focus and is shown. */
  readonly steadyMs: number;
  /** Its buttons are on the screen and, as far as the browser tells, not covered. */
  readonly isSeen: boolean;
}

/**
 * Whether a click can be a decision: a person's, of which the press began on that button at least 500 ms after the question last
 * appeared, changed, moved or came back into view, however late the page came to handle it. A key that was held by then is none.
 */
export function isDeliberate(
  { isTrusted, timeStamp, isPointer, press }: ClickFacts,
  { steadyMs, isSeen }: CardFacts,
): boolean {
  if (!isTrusted || !isSeen) return false;
  if (press === null ? isPointer : press.isRepeat) return false;
  return (press?.ms ?? timeStamp) - steadyMs >= approvalDelayMs;
}
