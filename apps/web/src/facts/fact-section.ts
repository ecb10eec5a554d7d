import { baseStyles, define, icon } from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import type { Fact } from '@kinglet/runtime/shared';
import { toKingletError } from '@kinglet/spec';
import { html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import { listStyles } from '../styles/list.styles.ts';
import { sectionStyles } from '../styles/section.styles.ts';
import '../views/confirm-dialog.ts';

const words = strings.facts;

/** The facts that models on this device keep in mind: added, edited and forgotten by hand. */
class KingletFactSection extends LitElement {
  static override properties = {
    client: { attribute: false },
    state: { attribute: false },
    editing: { state: true },
    problem: { state: true },
  };
  static override styles = [baseStyles, formStyles, sectionStyles, listStyles];
  declare client: KingletClient | null;
  declare state: ClientState | null;
  /** Id of the fact that is being edited. */
  declare editing: string | null;
  declare problem: string;

  constructor() {
    super();
    this.client = null;
    this.state = null;
    this.editing = null;
    this.problem = '';
  }

  override render() {
    const facts = this.state?.facts ?? [];
    return html`<section class="card" aria-labelledby="title">
      <div>
        <h3 id="title">${words.title}</h3>
        <p class="muted">${words.lead}</p>
      </div>
      ${facts.length === 0 ? html`<p class="muted">${words.none}</p>` : html`<ul>${facts.map((fact) => this.#row(fact))}</ul>`}
      <form class="field" @submit=${this.#add}>
        <label for="fact">${words.label}</label>
        <input id="fact" name="text" autocomplete="off" maxlength="200" dir="auto" required aria-describedby="fact-hint" />
        <span class="muted" id="fact-hint">${words.hint}</span>
        <div class="row">
          <button type="submit">${icon('plus')}${words.add}</button>
          ${facts.length > 0 ? html`<button type="button" class="quiet" @click=${this.#clear}>${words.clear}</button>` : nothing}
        </div>
      </form>
      <p class="result bad" role="status">${this.problem}</p>
      <kinglet-confirm></kinglet-confirm>
    </section>`;
  }

  #row(fact: Fact) {
    if (fact.id === this.editing) return this.#editor(fact);
    return html`<li>
      <span dir="auto">${fact.text}</span>
      <span class="row">
        <button type="button" class="quiet only-icon" aria-label=${words.edit(fact.text)} @click=${() => this.#open(fact.id)}>
          ${icon('edit')}
        </button>
        <button
          type="button"
          class="quiet only-icon"
          aria-label=${words.remove(fact.text)}
          @click=${() => this.#attempt((client) => client.removeFact(fact.id))}
        >
          ${icon('bin')}
        </button>
      </span>
    </li>`;
  }

  #editor({ id, text }: Fact) {
    const save = (event: SubmitEvent) => {
      event.preventDefault();
      const next = textIn(event);
      void this.#attempt(async (client) => {
        await client.editFact(id, next);
        this.editing = null;
      });
    };
    return html`<li>
      <form class="row" @submit=${save}>
        <input name="text" maxlength="200" dir="auto" required aria-label=${words.edit(text)} .value=${text} />
        <button type="submit">${words.save}</button>
        <button type="button" class="quiet" @click=${() => this.#open(null)}>${words.cancel}</button>
      </form>
    </li>`;
  }

  #open(id: string | null): void {
    this.editing = id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLInputElement>('li input')?.focus());
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = textIn(event);
    void this.#attempt(async (client) => {
      await client.addFact(text);
      form.reset();
    });
  };

  readonly #clear = async (): Promise<void> => {
    const dialog = this.renderRoot.querySelector('kinglet-confirm');
    if (await dialog?.confirm(words.confirmClear, { yes: words.yes })) {
      await this.#attempt((client) => client.clearFacts());
    }
  };

  async #attempt(action: (client: KingletClient) => Promise<void>): Promise<void> {
    if (!this.client) return;
    this.problem = '';
    try {
      await action(this.client);
    } catch (thrown) {
      this.problem = toKingletError(thrown, 'invalid-input').message;
    }
  }
}

function textIn(event: SubmitEvent): string {
  return String(new FormData(event.target as HTMLFormElement).get('text') ?? '');
}

define('kinglet-fact-section', KingletFactSection);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-fact-section': KingletFactSection;
  }
}
