import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type ClickFacts, isDeliberate } from './is-deliberate.ts';

/** Further than this, in CSS pixels, the buttons have moved. */
const movedPx = 2;

/** The card as its guard sees it. */
export interface GuardedCard extends ReactiveControllerHost {
  /** What holds the buttons; null while nothing is asked. */
  readonly answers: HTMLElement | null;
  /** What is asked; another text is another question. */
  readonly asks: string;
  /** Monotonic milliseconds, on the same clock as `event.timeStamp`. */
  now(): number;
}

/**
 * Knows since when the card stands as it is, and which press a click ends. The time starts anew where the question changes, its
 * buttons move, or the window comes back into focus or view.
 */
export class AnswerGuard implements ReactiveController {
  readonly #card: GuardedCard;
  #steadyMs = Number.POSITIVE_INFINITY;
  #asked = '';
  #press: (ClickFacts['press'] & { readonly on: EventTarget | null }) | null = null;
  #at: DOMRect | null = null;
  #frame = 0;
  #isSeen = true;
  #observed: HTMLElement | null = null;
  #observer: IntersectionObserver | null = null;
  #listening = new AbortController();

  constructor(card: GuardedCard) {
    this.#card = card;
    card.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('focus', () => this.#restart(), { signal });
    document.addEventListener('visibilitychange', () => this.#restart(), { signal });
    this.#observer = seenObserver((isSeen) => {
      this.#isSeen = isSeen;
    });
    this.#watchPlace();
  }

  hostDisconnected(): void {
    this.#listening.abort();
    this.#observer?.disconnect();
    this.#observed = null;
    cancelAnimationFrame(this.#frame);
  }

  hostUpdated(): void {
    const { answers, asks } = this.#card;
    if (asks !== this.#asked) {
      this.#asked = asks;
      this.#at = null;
      this.#restart();
    }
    if (answers === this.#observed) return;
    if (this.#observed) this.#observer?.unobserve(this.#observed);
    if (answers) this.#observer?.observe(answers);
    this.#observed = answers;
  }

  /** To be told of each `pointerdown` and `keydown` on a button. */
  readonly pressed = (event: PointerEvent | KeyboardEvent): void => {
    const isKey = 'key' in event;
    if (!event.isTrusted || (isKey && event.key !== 'Enter' && event.key !== ' ')) return;
    const isRepeat = isKey && event.repeat;
    this.#press = { ms: event.timeStamp, isRepeat, on: event.currentTarget };
  };

  /** Whether this click counts as an answer. A press counts for one click. */
  accepts(event: MouseEvent): boolean {
    const press = this.#press?.on === event.currentTarget ? this.#press : null;
    this.#press = null;
    const { isTrusted, timeStamp } = event;
    const isPointer = 'pointerType' in event && event.pointerType !== '';
    return isDeliberate(
      { isTrusted, timeStamp, isPointer, press },
      { steadyMs: this.#steadyMs, isSeen: this.#isSeen },
    );
  }

  #restart(): void {
    this.#steadyMs = this.#card.now();
  }

  readonly #watchPlace = (): void => {
    const at = this.#card.answers?.getBoundingClientRect() ?? null;
    const before = this.#at;
    this.#at = at;
    if (at && before && Math.hypot(at.x - before.x, at.y - before.y) > movedPx) this.#restart();
    this.#frame = requestAnimationFrame(this.#watchPlace);
  };
}

/**
 * Tells whether what it observes is on the screen and, in a page that a foreign one frames, not covered: only there could
 * somebody else cover it, and there the browser's own check is worth its cost. Null where the browser has none.
 */
function seenObserver(told: (isSeen: boolean) => void): IntersectionObserver | null {
  if (typeof IntersectionObserver === 'undefined') return null;
  const tracks = isFramedByForeign() && 'isVisible' in IntersectionObserverEntry.prototype;
  // Intersection Observer v2, which the type library lacks.
  const options = (tracks ? { trackVisibility: true, delay: 100 } : {}) as IntersectionObserverInit;
  return new IntersectionObserver((entries) => {
    const entry = entries.at(-1) as
      | (IntersectionObserverEntry & { readonly isVisible?: boolean })
      | undefined;
    if (entry) told(entry.isIntersecting && (!tracks || entry.isVisible === true));
  }, options);
}

function isFramedByForeign(): boolean {
  try {
    return window.top?.location.href === undefined;
  } catch {
    return true;
  }
}
