import { baseStyles, define, dialogStyles } from '@kinglet/element';
import { html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';

/** Asks before something is deleted. `confirm` resolves to the answer; Escape is a no. */
class KingletConfirm extends LitElement {
  static override properties = { question: { state: true } };
  static override styles = [baseStyles, dialogStyles];
  declare question: string | null;
  #answer: ((confirmed: boolean) => void) | null = null;

  constructor() {
    super();
    this.question = null;
  }

  confirm(question: string): Promise<boolean> {
    this.#answer?.(false);
    this.question = question;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  override render() {
    if (this.question === null) return nothing;
    return html`<dialog aria-labelledby="question" @close=${this.#onClose}>
      <p id="question">${this.question}</p>
      <div class="row">
        <button type="button" class="danger" @click=${() => this.#dialog?.close('yes')}>${strings.confirm.yes}</button>
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
