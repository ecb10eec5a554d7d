import { baseStyles, define, dialogStyles } from '@kinglet/element';
import { html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';

/** Asks before something is deleted or replaced. `confirm` resolves to the answer; Escape is a no. */
class KingletConfirm extends LitElement {
  static override properties = { question: { state: true }, yes: { state: true } };
  static override styles = [baseStyles, dialogStyles];
  declare question: string | null;
  declare yes: string;
  #answer: ((confirmed: boolean) => void) | null = null;

  constructor() {
    super();
    this.question = null;
    this.yes = strings.confirm.yes;
  }

  /** `yes` is the word of the button that goes ahead. */
  confirm(question: string, { yes = strings.confirm.yes }: { yes?: string } = {}): Promise<boolean> {
    this.#answer?.(false);
    this.question = question;
    this.yes = yes;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  override render() {
    if (this.question === null) return nothing;
    return html`<dialog aria-labelledby="question" @close=${this.#onClose}>
      <p id="question">${this.question}</p>
      <div class="row">
        <button type="button" class="danger" @click=${() => this.#dialog?.close('yes')}>${this.yes}</button>
        <button type="button" autofocus @click=${() => this.#dialog?.close()}>${strings.confirm.no}</button>
      </div>
    </dialog>`;
  }

  override updated(): void {
    const dialog = this.#dialog;
    if (dialog && !dialog.open) dialog.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #onClose = (): void => {
    this.#answer?.(this.#dialog?.returnValue === 'yes');
    this.#answer = null;
    this.question = null;
  };
}

define('kinglet-confirm', KingletConfirm);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-confirm': KingletConfirm;
  }
}
