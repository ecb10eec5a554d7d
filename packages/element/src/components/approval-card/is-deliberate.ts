/** A click sooner than this after the card appeared was meant for something else. */
export const approvalDelayMs = 500;

/**
 * Whether a click can be a decision: a person's, made at least 500 ms after the question appeared, however late the page
 * came to handle it. `shownMs` is on the clock of `event.timeStamp`.
 */
export function isDeliberate(event: Pick<Event, 'isTrusted' | 'timeStamp'>, shownMs: number): boolean {
  return event.isTrusted && event.timeStamp - shownMs >= approvalDelayMs;
}
