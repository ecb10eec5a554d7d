import { baseStyles, define, icon } from '@kinglet/element';
import type { KingletClient } from '@kinglet/runtime/client';
import type { FileImport, ImportProgress } from '@kinglet/runtime/shared';
import { toKingletError } from '@kinglet/spec';
import { css, html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import { sectionStyles } from '../styles/section.styles.ts';
import './import-progress.ts';

const words = strings.files;

type Question = Extract<FileImport, { outcome: 'exists' }>;

/** Takes one file of the user's, picked or dropped: a model or a specialist. Says how far it is and what became of it. */
class KingletAddFile extends LitElement {
  static override properties = {
    client: { attribute: false },
    ask: { attribute: false },
    progress: { attribute: false },
    busy: { state: true },
    over: { state: true },
    result: { state: true },
  };
  static override styles = [
    baseStyles,
    formStyles,
    sectionStyles,
    css`
      .card {
        gap: 0.7rem;
        border-style: dashed;
        border-color: var(--k-border-strong);
      }
      .card.over {
        border-color: var(--k-accent);
        background: var(--k-accent-soft);
      }
    `,
  ];
  declare client: KingletClient | null;
  /** Asks the user a question with yes and no. */
  declare ask: (question: string, yes: string) => Promise<boolean>;
  /** Of the import that runs; null while none does, or before its header was read. */
  declare progress: ImportProgress | null;
  declare busy: boolean;
  declare over: boolean;
  declare result: { readonly good: boolean; readonly text: string } | null;

  constructor() {
    super();
    this.client = null;
    this.ask = () => Promise.resolve(false);
    this.progress = null;
    this.busy = false;
    this.over = false;
    this.result = null;
  }

  override render() {
    // The view may have been left and come back to while an import ran.
    const busy = this.busy || this.progress !== null;
    return html`<section class="card ${this.over ? 'over' : ''}" aria-label=${words.add}>
      <h3>${words.add}</h3>
      <p class="muted">${words.addLead}</p>
      ${busy ? this.#progress() : nothing}
      <div class="row">
        <button type="button" ?disabled=${busy} @click=${() => this.#input?.click()}>${icon('file')}${words.choose}</button>
        ${busy ? html`<button type="button" class="quiet" @click=${this.#onCancel}>${words.cancel}</button>` : nothing}
        <input type="file" accept=".gguf" hidden aria-label=${words.choose} @change=${this.#onPick} />
      </div>
      <p class="result ${this.result?.good === false ? 'bad' : 'good'}" role="status" dir="auto">
        ${busy ? words.adding : (this.result?.text ?? nothing)}
      </p>
    </section>`;
  }

  #progress() {
    return html`<kinglet-import-progress .progress=${this.progress}></kinglet-import-progress>`;
  }

  /** Brings a file in; asks first where it would take another's place. Never rejects: the result is shown. */
  async add(file: File): Promise<void> {
    const { client } = this;
    if (!client || this.busy) return;
    this.busy = true;
    this.result = null;
    try {
      const first = await client.importFile(file);
      const done = first.outcome === 'exists' ? await this.#replace(client, file, first) : first;
      this.result = { good: true, text: resultText(done) };
    } catch (thrown) {
      this.result = { good: false, text: toKingletError(thrown, 'invalid-input').message };
    } finally {
      this.busy = false;
    }
  }

  async #replace(client: KingletClient, file: File, { name, origin }: Question): Promise<FileImport | null> {
    const { replaceOwn, replaceBuiltIn, replace } = strings.specialists;
    const question = origin === 'imported' ? replaceOwn(name) : replaceBuiltIn(name);
    return (await this.ask(question, replace)) ? client.importFile(file, { replace: true }) : null;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  readonly #onPick = (): void => {
    const input = this.#input;
    const file = input?.files?.[0];
    if (file) void this.add(file);
    if (input) input.value = '';
  };

  readonly #onCancel = (): void => {
    void this.client?.cancelImport().catch(() => {}); // The import itself tells how it ended.
  };

  /** A file is held over the view. */
  dragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.over = true;
  }

  dragLeave(): void {
    this.over = false;
  }

  /** Files were dropped on the view: one is taken. */
  drop(event: DragEvent): void {
    const files = event.dataTransfer?.files;
    this.over = false;
    if (!files || files.length === 0) return;
    event.preventDefault();
    const [file] = files;
    if (file && files.length === 1) void this.add(file);
    else this.result = { good: false, text: words.oneOnly(String(files.length)) };
  }
}

/** What became of a file; null where the user did not want it after all. */
function resultText(done: FileImport | null): string {
  switch (done?.outcome) {
    case 'added':
      return words.added(done.id);
    case 'model-added':
      return done.origin === 'own' ? words.modelAdded(done.name) : words.modelOfCatalogue(done.name);
    case 'model-there':
      return words.modelThere(done.name);
    case 'cancelled':
      return words.cancelled;
    default:
      return words.kept;
  }
}

define('kinglet-add-file', KingletAddFile);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-add-file': KingletAddFile;
  }
}
