import { watchPolicy } from '@kinglet/runtime/watch-policy';
import { define } from '../../define.ts';

/**
 * Watches the page's policy from now on. The function that it gives is for when the element's own script could not run:
 * it registers a `<kinglet-agent>` that says so, and why. Without Lit, which may be what was blocked.
 */
export function defineBlocked(frameUrl: string): (cause: unknown) => void {
  const reasons: string[] = [];
  const watching = new AbortController();
  watchPolicy(frameUrl, { found: ({ message }) => reasons.push(message), signal: watching.signal });
  return (cause) => {
    // The violation is told in a task of its own, later than the failure that it explains.
    setTimeout(() => {
      watching.abort();
      const why = cause instanceof Error ? cause.message : String(cause);
      const text = reasons.length > 0 ? reasons.join(' ') : `The assistant could not be loaded: ${why}`;
      define('kinglet-agent', blockedElement(text));
    }, 100);
  };
}

function blockedElement(text: string): CustomElementConstructor {
  return class extends HTMLElement {
    connectedCallback(): void {
      this.setAttribute('role', 'alert');
      // By properties, which no policy blocks: the element's style sheet is not there.
      Object.assign(this.style, { display: 'block', padding: '1rem' });
      this.textContent = text;
    }
  };
}
