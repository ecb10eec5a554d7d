import { baseStyles, define, dialogStyles, formatNumber } from '@kinglet/element';
import type { DatasetExport } from '@kinglet/runtime/shared';
import { css, html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';

const words = strings.train;

/** The file that the rows were saved as. */
export const datasetName = 'kinglet-rows.jsonl';

/** Says what was exported to train a specialist on, which command trains it, and how it comes back. */
class KingletTrainPanel extends LitElement {
  static override properties = { exported: { state: true }, copied: { state: true } };
  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      ol {
        display: grid;
        gap: 0.8rem;
        padding-inline-start: 1.3rem;
        list-style: decimal;
      }
      pre {
        margin-block-start: 0.3rem;
        padding: 0.6rem 0.8rem;
        border-radius: calc(var(--k-radius) * 0.7);
        background: var(--k-sunken);
        font-family: var(--k-mono);
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
    `,
  ];
  declare exported: DatasetExport | null;
  declare copied: boolean;

  constructor() {
    super();
    this.exported = null;
    this.copied = false;
  }

  /** Opens with the result of an export. */
  show(dataset: DatasetExport): void {
    this.exported = dataset;
    this.copied = false;
  }

  override render() {
    const { exported: dataset } = this;
    if (!dataset) return nothing;
    return html`<dialog aria-labelledby="title" @close=${this.#onClose}>
      <h3 id="title">${dataset.rows === 0 ? words.nothing : words.title}</h3>
      ${dataset.rows === 0 ? html`<p>${words.nothingLead(formatNumber(dataset.leftOut))}</p>` : this.#steps(dataset)}
      <div class="row">
        ${dataset.rows === 0 ? nothing : html`<button type="button" @click=${this.#copy}>${this.copied ? words.copied : words.copy}</button>`}
        <button type="button" autofocus @click=${() => this.#dialog?.close()}>${words.close}</button>
      </div>
    </dialog>`;
  }

  override updated(): void {
    const dialog = this.#dialog;
    if (dialog && !dialog.open) dialog.showModal();
  }

  #steps({ rows, leftOut }: DatasetExport) {
    return html`<ol>
      <li>${words.saved(datasetName, formatNumber(rows), formatNumber(leftOut))}</li>
      <li>${words.run}<pre tabindex="0">${words.command(datasetName)}</pre></li>
      <li>${words.back}</li>
    </ol>
    <p class="muted">${words.loop}</p>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(words.command(datasetName)).then(
      () => {
        this.copied = true;
      },
      () => {}, // The command stands there to be selected.
    );
  };

  readonly #onClose = (): void => {
    this.exported = null;
  };
}

define('kinglet-train-panel', KingletTrainPanel);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-train-panel': KingletTrainPanel;
  }
}
