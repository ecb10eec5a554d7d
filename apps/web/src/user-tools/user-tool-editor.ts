import { baseStyles, define, formatNumber, icon } from '@kinglet/element';
import type { KingletClient } from '@kinglet/runtime/client';
import type { UserToolTry } from '@kinglet/runtime/shared';
import { toKingletError, type UserTool, type UserToolArgument } from '@kinglet/spec';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import { sectionStyles } from '../styles/section.styles.ts';
import { triedArguments } from './tried-arguments.ts';

const words = strings.userTools;
const kinds = Object.keys(words.kinds) as UserToolArgument['kind'][];
const emptyTool: UserTool = {
  name: '',
  description: '',
  arguments: [{ name: '', description: '', kind: 'number', optional: false }],
  body: '',
  enabled: true,
  imported: false,
};

/** The form of one tool, with a try of it. Fires `kinglet-editor-end` once it was saved or given up. */
class KingletUserToolEditor extends LitElement {
  static override properties = {
    client: { attribute: false },
    tool: { attribute: false },
    draft: { state: true },
    problem: { state: true },
    tried: { state: true },
    busy: { state: true },
  };
  static override styles = [
    baseStyles,
    formStyles,
    sectionStyles,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 7.5rem), 1fr));
        gap: 0.6rem;
        align-items: end;
        margin: 0;
        padding: 0.6rem 0.8rem 0.8rem;
        border: 1px solid var(--k-border);
        border-radius: calc(var(--k-radius) * 0.7);
      }
      textarea {
        font-family: var(--k-mono);
        font-size: 0.9375em;
      }
      output {
        display: block;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
    `,
  ];
  declare client: KingletClient | null;
  /** What is edited; null for a new one. */
  declare tool: UserTool | null;
  declare draft: UserTool;
  declare problem: string;
  declare tried: UserToolTry | null;
  declare busy: boolean;

  constructor() {
    super();
    this.client = null;
    this.tool = null;
    this.draft = emptyTool;
    this.problem = '';
    this.tried = null;
    this.busy = false;
  }

  /** The same tool may come anew while it is edited: what was typed stays. */
  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('tool') as UserTool | null | undefined;
    if (changed.has('tool') && before?.name !== this.tool?.name) this.draft = this.tool ?? emptyTool;
  }

  override render() {
    const { draft } = this;
    return html`<form autocomplete="off" aria-labelledby="editor" @submit=${this.#save}>
      <h4 id="editor">${this.tool === null ? words.editorNew : words.editorOf(this.tool.name)}</h4>
      <div class="fields">
        ${this.#text('name', words.name, words.nameHint, draft.name)}
        ${this.#text('description', words.description, words.descriptionHint, draft.description)}
      </div>
      ${draft.arguments.map((argument, index) => this.#argument(argument, index))}
      <div class="row">
        <button type="button" class="quiet" @click=${this.#addArgument}>${icon('plus')}${words.addArgument}</button>
      </div>
      <div class="field">
        <label for="body">${words.body}</label>
        <textarea
          id="body"
          rows="6"
          dir="ltr"
          spellcheck="false"
          autocapitalize="off"
          required
          aria-describedby="body-hint"
          .value=${draft.body}
          @input=${(event: Event) => this.#change({ body: typedIn(event) })}
        ></textarea>
        <span class="muted" id="body-hint">${words.bodyHint}</span>
      </div>
      ${this.#try()}
      <div class="row">
        <button type="submit" class="primary" ?disabled=${this.busy}>${words.save}</button>
        <button type="button" class="quiet" @click=${this.#end}>${words.cancel}</button>
      </div>
      <p class="result bad" role="status" dir="auto">${this.problem}</p>
    </form>`;
  }

  #text(field: 'name' | 'description', label: string, hint: string, value: string) {
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        dir=${field === 'name' ? 'ltr' : 'auto'}
        required
        aria-describedby="${field}-hint"
        .value=${value}
        @input=${(event: Event) => this.#change({ [field]: typedIn(event) })}
      />
      <span class="muted" id="${field}-hint">${hint}</span>
    </div>`;
  }

  #argument({ name, description, kind, optional }: UserToolArgument, index: number) {
    const set = (patch: Partial<UserToolArgument>) =>
      this.#change({
        arguments: this.draft.arguments.map((each, at) => (at === index ? { ...each, ...patch } : each)),
      });
    const id = (part: string) => `${part}-${index}`;
    return html`<fieldset>
      <legend>${words.argument(formatNumber(index + 1))}</legend>
      <div class="field">
        <label for=${id('argument')}>${words.argumentName}</label>
        <input id=${id('argument')} dir="ltr" spellcheck="false" required .value=${name} @input=${(event: Event) => set({ name: typedIn(event) })} />
      </div>
      <div class="field">
        <label for=${id('meaning')}>${words.argumentDescription}</label>
        <input id=${id('meaning')} dir="auto" .value=${description} @input=${(event: Event) => set({ description: typedIn(event) })} />
      </div>
      <div class="field">
        <label for=${id('kind')}>${words.kind}</label>
        <select id=${id('kind')} @change=${(event: Event) => set({ kind: typedIn(event) as UserToolArgument['kind'] })}>
          ${kinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${words.kinds[each]}</option>`)}
        </select>
      </div>
      <label class="check">
        <input type="checkbox" .checked=${optional} @change=${() => set({ optional: !optional })} />${words.optional}
      </label>
      <button
        type="button"
        class="quiet only-icon"
        aria-label=${words.removeArgument(name || formatNumber(index + 1))}
        @click=${() => this.#change({ arguments: this.draft.arguments.filter((_, at) => at !== index) })}
      >
        ${icon('bin')}
      </button>
    </fieldset>`;
  }

  #try() {
    const { tried } = this;
    return html`<fieldset id="try">
      <legend>${words.try}</legend>
      ${this.draft.arguments.map(({ name, kind }, index) => {
        const id = `try-${index}`;
        return html`<div class="field">
          <label for=${id}>${name || words.argument(formatNumber(index + 1))}</label>
          ${
            kind === 'yes-no'
              ? html`<input id=${id} type="checkbox" />`
              : html`<input id=${id} inputmode=${kind === 'number' ? 'decimal' : 'text'} dir="auto" />`
          }
        </div>`;
      })}
      <div class="row"><button type="button" ?disabled=${this.busy} @click=${this.#run}>${words.tryButton}</button></div>
      <output class="result wide ${tried?.ok === false ? 'bad' : ''}" dir="auto">${this.busy ? words.running : tried === null ? nothing : tried.ok ? tried.content : tried.reason}</output>
    </fieldset>`;
  }

  #change(patch: Partial<UserTool>): void {
    this.draft = { ...this.draft, ...patch };
  }

  readonly #addArgument = (): void => {
    this.#change({
      arguments: [...this.draft.arguments, { name: '', description: '', kind: 'text', optional: false }],
    });
  };

  readonly #run = async (): Promise<void> => {
    const inputs = [...this.renderRoot.querySelectorAll<HTMLInputElement>('#try input')];
    const typed = inputs.map(({ type, checked, value }) => (type === 'checkbox' ? checked : value));
    this.tried = null;
    await this.#attempt(async (client) => {
      // A tool that is only tried needs no name and no description yet.
      const { name, description } = this.draft;
      const tool = { ...this.draft, name: name || 'tool', description: description || '-' };
      this.tried = await client.tryUserTool(tool, triedArguments(tool.arguments, typed));
    });
  };

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await this.#attempt(async (client) => {
      await client.saveUserTool(this.draft, { replaces: this.tool?.name ?? null });
      this.#end();
    });
  };

  readonly #end = (): void => {
    this.dispatchEvent(new Event('kinglet-editor-end', { bubbles: true }));
  };

  async #attempt(action: (client: KingletClient) => Promise<void>): Promise<void> {
    if (!this.client) return;
    this.problem = '';
    this.busy = true;
    try {
      await action(this.client);
    } catch (thrown) {
      this.problem = toKingletError(thrown, 'invalid-input').message;
    } finally {
      this.busy = false;
    }
  }
}

function typedIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

define('kinglet-user-tool-editor', KingletUserToolEditor);
