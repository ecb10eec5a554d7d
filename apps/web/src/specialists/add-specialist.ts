import { baseStyles, define, icon } from '@kinglet/element';
import type { KingletClient } from '@kinglet/runtime/client';
import type { AdapterImport } from '@kinglet/runtime/shared';
import { toKingletError } from '@kinglet/spec';
import { css, html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';

const words = strings.specialists;

type Question = Extract<AdapterImport, { outcome: 'exists' }>;

/** Takes one specialist's file, picked or dropped, and says what became of it. */
class KingletAddSpecialist extends LitElement {
  static override properties = {
    client: { attribute: false },
    ask: { attribute: false },
    busy: { state: true },
    over: { state: true },
    result: { state: true },
  };
  static override styles = [
    baseStyles,
    formStyles,
    css`
      :host {
        block-size: auto;
        overflow: visible;
      }
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
  declare busy: boolean;
  declare over: boolean;
  declare result: { readonly good: boolean; readonly text: string } | null;

  constructor() {
    super();
    this.client = null;
    this.ask = () => Promise.resolve(false);
    this.busy = false;
    this.over = false;
    this.result = null;
  }

  override render() {
    return html`<section
      class="card ${this.over ? 'over' : ''}"
      aria-label=${words.add}
      @dragover=${this.#onDragOver}
      @dragleave=${() => this.#setOver(false)}
      @drop=${this.#onDrop}
    >
      <h3>${words.add}</h3>
      <p class="muted">${words.addLead}</p>
      <div class="row">
        <button type="button" ?disabled=${this.busy} @click=${() => this.#input?.click()}>${icon('file')}${words.choose}</button>
        <input type="file" accept=".gguf" hidden aria-label=${words.choose} @change=${this.#onPick} />
      </div>
      <p class="result ${this.result?.good === false ? 'bad' : 'good'}" role="status">
        ${this.busy ? words.adding : (this.result?.text ?? nothing)}
      </p>
    </section>`;
  }

  /** Brings a file in; asks first where it would take another's place. Never rejects: the result is shown. */
  async add(file: File): Promise<void> {
    const { client } = this;
    if (!client || this.busy) return;
    this.busy = true;
    this.result = null;
    try {
      const first = await client.importAdapter(file);
      const done = first.outcome === 'exists' ? await this.#replace(client, file, first) : first;
      this.result =
        done === null ? { good: true, text: words.kept } : { good: true, text: words.added(done.id) };
    } catch (thrown) {
      this.result = { good: false, text: toKingletError(thrown, 'invalid-input').message };
    } finally {
      this.busy = false;
    }
  }

  async #replace(
    client: KingletClient,
    file: File,
    { name, origin }: Question,
  ): Promise<AdapterImport | null> {
    const question = origin === 'imported' ? words.replaceOwn(name) : words.replaceBuiltIn(name);
    if (!(await this.ask(question, words.replace))) return null;
    return client.importAdapter(file, { replace: true });
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  #setOver(over: boolean): void {
    this.over = over;
  }

  readonly #onPick = (): void => {
    const input = this.#input;
    const file = input?.files?.[0];
    if (file) void this.add(file);
    if (input) input.value = '';
  };

  readonly #onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#setOver(true);
  };

  readonly #onDrop = (event: DragEvent): void => {
    const files = event.dataTransfer?.files;
    this.#setOver(false);
    if (!files || files.length === 0) return;
    event.preventDefault();
    const [file] = files;
    if (file && files.length === 1) void this.add(file);
    else this.result = { good: false, text: words.oneOnly(String(files.length)) };
  };
}

define('kinglet-add-specialist', KingletAddSpecialist);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-add-specialist': KingletAddSpecialist;
  }
}
