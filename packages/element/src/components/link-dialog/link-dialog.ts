import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { linkDialogStyles } from './link-dialog.styles.ts';

const words = strings.link;

/** Shows a link's whole address before it opens. Set `href` to ask; it asks for `close-link` at the end. */
class KingletLinkDialog extends LitElement {
  static override properties = { href: { attribute: false } };
  static override styles = [baseStyles, linkDialogStyles];
  declare href: string | null;

  constructor() {
    super();
    this.href = null;
  }

  override render() {
    const { href } = this;
    if (href === null) return nothing;
    return html`<dialog aria-labelledby="title" @close=${() => ask(this, { type: 'close-link' })}>
      <h3 id="title">${words.title}</h3>
      <p>${words.lead}</p>
      <p class="address" dir="ltr" tabindex="0">${href}</p>
      <div class="row">
        <a
          class="button"
          href=${href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          referrerpolicy="no-referrer"
          @click=${this.#close}
          >${words.open}</a
        >
        <button type="button" @click=${() => void navigator.clipboard.writeText(href)}>${words.copy}</button>
        <button type="button" class="quiet" autofocus @click=${this.#close}>${words.cancel}</button>
      </div>
    </dialog>`;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();
}

define('kinglet-link-dialog', KingletLinkDialog);
