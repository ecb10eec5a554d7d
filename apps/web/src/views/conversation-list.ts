import { ask, baseStyles, define, icon } from '@kinglet/element';
import type { ConversationHead } from '@kinglet/runtime/shared';
import { css, html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../strings.ts';
import './confirm-dialog.ts';

const words = strings.conversations;

/** All conversations, newest first, with New and Delete. Fires `kinglet-chosen` when one was opened or made. */
class KingletConversationList extends LitElement {
  static override properties = { heads: { attribute: false }, openId: { type: String } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        gap: 0.75rem;
        min-block-size: 0;
      }
      ul {
        min-block-size: 0;
        overflow-y: auto;
      }
      li {
        display: flex;
        align-items: center;
        border-radius: calc(var(--k-radius) * 0.8);
        content-visibility: auto;
        contain-intrinsic-block-size: auto 2.5rem;
      }
      li:hover,
      li:focus-within,
      .open {
        background: var(--k-sunken);
      }
      .title {
        flex: 1;
        min-inline-size: 0;
        justify-content: start;
        border: 0;
        background: none;
        font-weight: 450;
        text-align: start;
      }
      .title span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .open .title {
        font-weight: 600;
      }
      .new {
        inline-size: 100%;
      }
      .none {
        padding: 0.5rem;
      }
    `,
  ];
  declare heads: readonly ConversationHead[];
  declare openId: string | null;

  constructor() {
    super();
    this.heads = [];
    this.openId = null;
  }

  override render() {
    const newest = this.heads.toSorted((a, b) => b.updatedMs - a.updatedMs);
    const add = () => {
      ask(this, { type: 'new-conversation' });
      this.#chosen();
    };
    return html`<button type="button" class="new" @click=${add}>${icon('plus')}${words.new}</button>
      ${
        newest.length === 0
          ? html`<p class="muted none">${words.none}</p>`
          : html`<ul aria-label=${strings.app.conversations}>
              ${repeat(
                newest,
                ({ id }) => id,
                (head) => this.#row(head),
              )}
            </ul>`
      }
      <kinglet-confirm></kinglet-confirm>`;
  }

  #row({ id, title }: ConversationHead) {
    const open = id === this.openId;
    const show = () => {
      ask(this, { type: 'open-conversation', id });
      this.#chosen();
    };
    return html`<li class=${open ? 'open' : ''}>
      <button type="button" class="title" aria-current=${open} title=${title} @click=${show}>
        <span dir="auto">${title || words.new}</span>
      </button>
      <button
        type="button"
        class="quiet only-icon"
        aria-label=${words.remove(title)}
        title=${words.remove(title)}
        @click=${() => this.#remove(id, title)}
      >
        ${icon('bin')}
      </button>
    </li>`;
  }

  async #remove(id: string, title: string): Promise<void> {
    const confirmed = await this.renderRoot.querySelector('kinglet-confirm')?.confirm(words.confirm(title));
    if (confirmed) ask(this, { type: 'delete-conversation', id });
  }

  #chosen(): void {
    this.dispatchEvent(new Event('kinglet-chosen', { bubbles: true, composed: true }));
  }
}

define('kinglet-conversation-list', KingletConversationList);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-conversation-list': KingletConversationList;
  }
}
