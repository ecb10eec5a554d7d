import type { ClientState } from '@kinglet/runtime/client';
import type { ErrorShape } from '@kinglet/spec';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { noticesStyles } from './notices.styles.ts';

const words = strings.notices;

/**
 * What the user should know and that belongs to no answer: a lost worker, storage that is full, a verb that failed. Fires `kinglet-problem-read` when the failed verb's notice is closed.
 */
class KingletNotices extends LitElement {
  static override properties = {
    state: { attribute: false },
    problem: { attribute: false },
    askToNotify: { type: Boolean },
  };
  static override styles = [baseStyles, noticesStyles];
  declare state: ClientState | null;
  declare problem: ErrorShape | null;
  declare askToNotify: boolean;

  constructor() {
    super();
    this.state = null;
    this.problem = null;
    this.askToNotify = false;
  }

  override render() {
    const { state, problem } = this;
    if (!state) return nothing;
    return html`<div role="region" aria-label=${words.label}>
      ${state.phase === 'lost' || state.phase === 'failed' ? this.#stopped(state) : nothing}
      ${problem ? this.#problem(problem) : nothing}
      ${state.notices.map((notice, index) =>
        noticeRow(
          'bad',
          'warning',
          notice.message,
          this.#close(() => ask(this, { type: 'dismiss-notice', index })),
        ),
      )}
      ${this.askToNotify ? this.#notify() : nothing}
    </div>`;
  }

  #stopped({ phase, error }: ClientState) {
    if (error?.code === 'other-version') {
      const reload = html`<button type="button" @click=${() => location.reload()}>${words.reload}</button>`;
      return noticeRow('bad', 'warning', error.message, reload);
    }
    const text = `${phase === 'lost' ? words.lost : words.failed} ${error?.message ?? ''}`;
    const restart = () => ask(this, { type: 'restart' });
    return noticeRow(
      'bad',
      'warning',
      text,
      html`<button type="button" @click=${restart}>${words.restart}</button>`,
    );
  }

  #problem(problem: ErrorShape) {
    const close = () =>
      this.dispatchEvent(new Event('kinglet-problem-read', { bubbles: true, composed: true }));
    return noticeRow('bad', 'warning', problem.message, this.#close(close));
  }

  #notify() {
    const answer = (allowed: boolean) => () => ask(this, { type: 'allow-notifications', allowed });
    return noticeRow(
      'calm',
      'bell',
      strings.reminders.askNotify,
      html`<button type="button" @click=${answer(true)}>${strings.reminders.allow}</button>
        <button type="button" class="quiet" @click=${answer(false)}>${strings.reminders.notNow}</button>`,
    );
  }

  #close(click: () => void) {
    return html`<button type="button" class="quiet only-icon" aria-label=${words.dismiss} title=${words.dismiss} @click=${click}>
      ${icon('close')}
    </button>`;
  }
}

function noticeRow(look: 'bad' | 'calm', name: 'warning' | 'bell', text: string, buttons: TemplateResult) {
  return html`<div class="notice ${look}" role=${look === 'bad' ? 'alert' : nothing}>
    ${icon(name)}
    <p>${text}</p>
    <div class="buttons">${buttons}</div>
  </div>`;
}

define('kinglet-notices', KingletNotices);
