import { baseStyles, define, formatNumber, icon } from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import { toKingletError, type UserTool, userToolsText } from '@kinglet/spec';
import { css, html, LitElement, nothing } from 'lit';
import { download } from '../log/download.ts';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import { listStyles } from '../styles/list.styles.ts';
import { sectionStyles } from '../styles/section.styles.ts';
import '../views/confirm-dialog.ts';
import './user-tool-editor.ts';

const words = strings.userTools;

/** The tools that the user wrote: on, off, edited, deleted, brought in from a file and saved to one. */
class KingletUserToolSection extends LitElement {
  static override properties = {
    client: { attribute: false },
    state: { attribute: false },
    editing: { state: true },
    result: { state: true },
  };
  static override styles = [
    baseStyles,
    formStyles,
    sectionStyles,
    listStyles,
    css`
      code {
        font-family: var(--k-mono);
        font-weight: 650;
      }
    `,
  ];
  declare client: KingletClient | null;
  declare state: ClientState | null;
  /** Name of the tool that is being edited, '' for a new one; null: none is. */
  declare editing: string | null;
  declare result: { readonly ok: boolean; readonly message: string } | null;

  constructor() {
    super();
    this.client = null;
    this.state = null;
    this.editing = null;
    this.result = null;
  }

  override render() {
    const tools = this.state?.userTools ?? [];
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h3 id="title">${words.title}</h3>
        <p class="muted">${words.lead}</p>
      </div>
      ${tools.length === 0 ? html`<p class="muted">${words.none}</p>` : html`<ul>${tools.map((tool) => this.#row(tool))}</ul>`}
      ${this.editing === null ? nothing : this.#editor(tools.find(({ name }) => name === this.editing) ?? null)}
      <div class="row">
        ${this.editing === null ? html`<button type="button" @click=${() => this.#edit('')}>${icon('plus')}${words.add}</button>` : nothing}
        <button type="button" class="quiet" @click=${() => this.#picker?.click()}>${icon('file')}${words.import}</button>
        ${tools.length > 0 ? html`<button type="button" class="quiet" @click=${this.#export}>${words.export}</button>` : nothing}
        <input type="file" accept=".json,application/json" hidden aria-label=${words.import} @change=${this.#import} />
      </div>
      <p class="result ${this.result?.ok === false ? 'bad' : 'good'}" role="status" dir="auto">${this.result?.message}</p>
      <kinglet-confirm></kinglet-confirm>
    </section>`;
  }

  #row(tool: UserTool) {
    const { name, description, enabled, imported } = tool;
    const toggle = () =>
      this.#attempt((client) => client.saveUserTool({ ...tool, enabled: !enabled }, { replaces: name }));
    return html`<li>
      <div>
        <code>${name}</code>${imported ? html` <span class="muted">(${words.imported})</span>` : nothing}
        <p class="muted" dir="auto">${description}</p>
      </div>
      <span class="row">
        <label class="check">
          <input type="checkbox" .checked=${enabled} aria-label=${words.enabled(name)} @change=${toggle} />
          ${enabled ? words.on : words.off}
        </label>
        <button type="button" class="quiet only-icon" aria-label="${words.edit} ${name}" @click=${() => this.#edit(name)}>${icon('edit')}</button>
        <button type="button" class="quiet only-icon" aria-label="${words.remove} ${name}" @click=${() => this.#remove(name)}>${icon('bin')}</button>
      </span>
    </li>`;
  }

  #editor(tool: UserTool | null) {
    return html`<kinglet-user-tool-editor
      .client=${this.client}
      .tool=${tool}
      @kinglet-editor-end=${() => this.#edit(null)}
    ></kinglet-user-tool-editor>`;
  }

  #edit(name: string | null): void {
    this.editing = name;
    this.result = null;
  }

  async #remove(name: string): Promise<void> {
    const dialog = this.renderRoot.querySelector('kinglet-confirm');
    if (!(await dialog?.confirm(words.confirmRemove(name)))) return;
    if (this.editing === name) this.editing = null;
    await this.#attempt((client) => client.removeUserTool(name));
  }

  get #picker(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input[type=file]');
  }

  readonly #export = (): void => {
    const text = userToolsText(this.state?.userTools ?? []);
    download(new Blob([text], { type: 'application/json' }), words.file);
  };

  readonly #import = async (): Promise<void> => {
    const picker = this.#picker;
    const file = picker?.files?.[0];
    if (!file) return;
    await this.#attempt(async (client) => {
      const { added, refused } = await client.importUserTools(await file.text());
      const message = [words.importDone(formatNumber(added)), ...refused].join(' ');
      this.result = { ok: refused.length === 0, message };
    });
    if (picker) picker.value = '';
  };

  async #attempt(action: (client: KingletClient) => Promise<void>): Promise<void> {
    if (!this.client) return;
    this.result = null;
    try {
      await action(this.client);
    } catch (thrown) {
      this.result = { ok: false, message: toKingletError(thrown, 'invalid-input').message };
    }
  }
}

define('kinglet-user-tool-section', KingletUserToolSection);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-user-tool-section': KingletUserToolSection;
  }
}
