import { nothing } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';

/** Pixels from the end within which a reader counts as being at the end. */
const slackPixels = 48;

/**
 * Keeps a scroller at its end while its content grows, until the reader scrolls up; scrolling back down resumes it.
 * While not `enabled` it leaves the scroller alone.
 */
class KeepAtEnd extends AsyncDirective {
  #scroller: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  #atEnd = true;

  #enabled = false;

  render(_enabled: boolean) {
    return nothing;
  }

  override update(part: ElementPart, [enabled]: [boolean]) {
    this.#enabled = enabled;
    if (this.#scroller) return nothing;
    const scroller = part.element as HTMLElement;
    this.#scroller = scroller;
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#observer = new ResizeObserver(() => this.#follow());
    this.#observer.observe(scroller);
    if (scroller.firstElementChild) this.#observer.observe(scroller.firstElementChild);
    return nothing;
  }

  override disconnected(): void {
    this.#observer?.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#onScroll);
    this.#scroller = null;
  }

  readonly #onScroll = (): void => {
    const scroller = this.#scroller;
    if (scroller)
      this.#atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < slackPixels;
  };

  #follow(): void {
    const scroller = this.#scroller;
    if (scroller && this.#enabled && this.#atEnd) scroller.scrollTop = scroller.scrollHeight;
  }
}

export const keepAtEnd = directive(KeepAtEnd);
