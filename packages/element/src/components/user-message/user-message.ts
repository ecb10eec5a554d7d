import type { RunView } from '@kinglet/runtime/client';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatBytes, formatNumber } from '../../format.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { bubbleStyles } from '../../styles/bubble.styles.ts';
import { userMessageStyles } from './user-message.styles.ts';

const words = strings.user;

/**
 * What the user said: text, attached files, the switch between its versions, and, for the last one, Edit.
 *
 * @csspart bubble - the message itself
 */
export class KingletUserMessage extends LitElement {
  static override properties = {
    run: { attribute: false },
    siblings: { attribute: false },
    editable: { type: Boolean },
    editing: { state: true },
  };
  static override styles = [baseStyles, bubbleStyles, userMessageStyles];
  declare run: RunView | null;
  /** Ids of the versions of this message, oldest first; empty where there is one. */
  declare siblings: readonly string[];
  declare editable: boolean;
  declare editing: boolean;

  constructor() {
    super();
    this.run = null;
    this.siblings = [];
    this.editable = false;
    this.editing = false;
  }

  override render() {
    const run = this.run;
    if (!run) return nothing;
    const { userText, attachments } = run.record;
    return html`<h3 class="visually-hidden">${words.said}</h3>
      ${
        this.editing
          ? this.#form(userText)
          : html`<div class="bubble" part="bubble" dir="auto">${userText}</div>`
      }
      ${
        attachments.length === 0
          ? nothing
          : html`<ul class="files">
              ${attachments.map(({ name, sizeBytes }) => html`<li>${icon('file')}${name}<span class="muted">${formatBytes(sizeBytes)}</span></li>`)}
            </ul>`
      }
      ${this.editing ? nothing : this.#tools(run.record.id)}`;
  }

  #tools(runId: string) {
    if (!this.editable && this.siblings.length < 2) return nothing;
    return html`<div class="tools">
      ${this.siblings.length < 2 ? nothing : this.#branches(runId)}
      ${
        this.editable
          ? html`<button type="button" class="quiet only-icon" aria-label=${words.edit} title=${words.edit} @click=${this.#edit}>${icon('edit')}</button>`
          : nothing
      }
    </div>`;
  }

  #branches(runId: string) {
    const index = this.siblings.indexOf(runId);
    const label = words.branch(formatNumber(index + 1), formatNumber(this.siblings.length));
    return html`<div class="branches" role="group" aria-label=${label}>
      ${this.#branchButton(words.previous, 'previous', this.siblings[index - 1])}
      <span class="muted" aria-hidden="true">${index + 1} / ${this.siblings.length}</span>
      ${this.#branchButton(words.next, 'next', this.siblings[index + 1])}
    </div>`;
  }

  #branchButton(label: string, name: 'previous' | 'next', runId: string | undefined) {
    const click = () => runId !== undefined && ask(this, { type: 'select-branch', runId });
    return html`<button
      type="button"
      class="quiet only-icon turns"
      aria-label=${label}
      title=${label}
      ?disabled=${runId === undefined}
      @click=${click}
    >
      ${icon(name)}
    </button>`;
  }

  #form(text: string) {
    return html`<form class="edit" @submit=${this.#save} @keydown=${this.#onKey}>
      <textarea dir="auto" aria-label=${words.editLabel} .value=${text}></textarea>
      <div class="row">
        <button type="submit" class="primary">${words.save}</button>
        <button type="button" @click=${this.#stopEditing}>${words.cancel}</button>
      </div>
    </form>`;
  }

  readonly #edit = async (): Promise<void> => {
    this.editing = true;
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  };

  readonly #stopEditing = (): void => {
    this.editing = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#stopEditing();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && isArea(event.target)) {
      this.#save(event);
    }
  };

  readonly #save = (event: Event): void => {
    event.preventDefault();
    const text = this.renderRoot.querySelector('textarea')?.value.trim() ?? '';
    const runId = this.run?.record.id;
    this.editing = false;
    if (text !== '' && runId !== undefined) ask(this, { type: 'edit', runId, text });
  };
}

function isArea(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement;
}

define('kinglet-user-message', KingletUserMessage);
