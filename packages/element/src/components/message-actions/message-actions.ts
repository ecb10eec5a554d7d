import type { RunView } from '@kinglet/runtime/client';
import { html, LitElement, nothing } from 'lit';
import { answerText } from '../../answer-text.ts';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { type IconName, icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { messageActionsStyles } from './message-actions.styles.ts';

const words = strings.actions;

/** What can be done with an answer: copy, answer again, ask the larger model, rate. */
export class KingletMessageActions extends LitElement {
  static override properties = {
    run: { attribute: false },
    canAskLarger: { type: Boolean },
    feedback: { attribute: false },
    copied: { state: true },
  };
  static override styles = [baseStyles, messageActionsStyles];
  declare run: RunView | null;
  declare canAskLarger: boolean;
  declare feedback: 'up' | 'down' | null;
  declare copied: 'no' | 'yes' | 'failed';

  constructor() {
    super();
    this.run = null;
    this.canAskLarger = false;
    this.feedback = null;
    this.copied = 'no';
  }

  override render() {
    const run = this.run;
    if (!run) return nothing;
    const runId = run.record.id;
    const copyLabel = { no: words.copy, yes: words.copied, failed: words.copyFailed }[this.copied];
    return html`<div class="actions" role="group" aria-label=${words.label}>
      ${answerText(run) === '' ? nothing : button(copyLabel, this.copied === 'yes' ? 'check' : 'copy', () => void this.#copy(run))}
      ${button(words.regenerate, 'again', () => ask(this, { type: 'regenerate', runId, askLarger: false }))}
      ${this.#rateButton('up')}${this.#rateButton('down')}
      ${this.canAskLarger ? this.#largerButton(runId) : nothing}
      <span class="visually-hidden" role="status">${this.copied === 'no' ? '' : copyLabel}</span>
    </div>`;
  }

  #largerButton(runId: string) {
    const click = () => ask(this, { type: 'regenerate', runId, askLarger: true });
    return html`<button type="button" class="quiet larger" @click=${click}>${icon('larger')}${words.askLarger}</button>`;
  }

  #rateButton(value: 'up' | 'down') {
    const rowId = this.run?.rowIds.at(-1);
    if (rowId === undefined) return nothing;
    const pressed = this.feedback === value;
    return html`<button
      type="button"
      class="quiet only-icon ${pressed ? 'pressed' : ''}"
      aria-pressed=${pressed}
      aria-label=${words[value]}
      title=${words[value]}
      @click=${() => ask(this, { type: 'feedback', rowId, feedback: pressed ? null : value })}
    >
      ${icon(value)}
    </button>`;
  }

  async #copy(run: RunView): Promise<void> {
    this.copied = await navigator.clipboard.writeText(answerText(run)).then(
      () => 'yes' as const,
      () => 'failed' as const,
    );
  }
}

function button(label: string, name: IconName, click: () => void) {
  return html`<button type="button" class="quiet only-icon" aria-label=${label} title=${label} @click=${click}>
    ${icon(name)}
  </button>`;
}

define('kinglet-message-actions', KingletMessageActions);
