import { baseStyles, define, formatBytes, icon } from '@kinglet/element';
import type { AdapterStatus } from '@kinglet/runtime/shared';
import { css, html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';
import { cardFacts } from './card-facts.ts';

const words = strings.specialists;

/** Asks for the removal of an imported specialist. Bubbles, and crosses shadow roots. */
export class RemoveSpecialistEvent extends Event {
  static readonly eventName = 'kinglet-remove-specialist';
  readonly adapter: AdapterStatus;

  constructor(adapter: AdapterStatus) {
    super(RemoveSpecialistEvent.eventName, { bubbles: true, composed: true });
    this.adapter = adapter;
  }
}

/** The specialists of a model: what each is for, how it stands and why, and what its card says. */
class KingletSpecialistList extends LitElement {
  static override properties = { adapters: { attribute: false } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: 0.6rem;
        margin-block-start: 0.5rem;
      }
      li {
        display: grid;
        gap: 0.3rem;
        padding: 0.7rem 0.9rem;
        border: 1px solid var(--k-border);
        border-radius: calc(var(--k-radius) * 0.8);
        background: var(--k-background);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.1rem 1rem;
      }
      h4 {
        margin: 0;
        font-size: 0.9375em;
        font-weight: 650;
      }
      code {
        font-family: var(--k-mono);
        font-size: 0.875em;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 0.3rem;
        color: var(--k-muted);
        font-size: 0.875em;
        font-weight: 600;
      }
      .state.in-use {
        color: var(--k-good);
      }
      .state.stale,
      .state.missing {
        color: var(--k-warn);
      }
      .state.refused {
        color: var(--k-bad);
      }
      .reason {
        overflow-wrap: anywhere;
      }
      .facts {
        font-variant-numeric: tabular-nums;
      }
      summary {
        inline-size: fit-content;
        cursor: pointer;
        font-size: 0.9375em;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: 0.4rem 1.5rem;
        padding-block-start: 0.5rem;
        font-size: 0.9375em;
      }
      dt {
        color: var(--k-muted);
        font-size: 0.875em;
      }
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare adapters: readonly AdapterStatus[];

  constructor() {
    super();
    this.adapters = [];
  }

  override render() {
    if (this.adapters.length === 0) return nothing;
    return html`<h4>${words.title}</h4>
      <ul>${this.adapters.map((adapter) => this.#row(adapter))}</ul>`;
  }

  #row(adapter: AdapterStatus) {
    const { id, name, summary, licence, rank, sizeBytes, format, origin, state, reason, card } = adapter;
    const facts = [
      words.formats[format],
      formatBytes(sizeBytes),
      words.rank(String(rank)),
      licence,
      words.origins[origin],
    ];
    const isBad = state === 'stale' || state === 'missing' || state === 'refused';
    return html`<li>
      <div class="head">
        <h4>${name}${name === id ? nothing : html` <code>${id}</code>`}</h4>
        <span class="state ${state}">${state === 'in-use' ? icon('check') : isBad ? icon('warning') : nothing}${words.states[state]}</span>
      </div>
      <p class="muted" dir="auto">${summary}</p>
      ${reason === null ? nothing : html`<p class="reason">${reason}</p>`}
      <p class="facts muted">${facts.join(' · ')}</p>
      ${this.#card(cardFacts(card))}
      ${
        origin === 'imported'
          ? html`<div class="row"><button type="button" class="quiet" @click=${() => this.dispatchEvent(new RemoveSpecialistEvent(adapter))}>
              ${icon('bin')}${words.remove}
            </button></div>`
          : nothing
      }
    </li>`;
  }

  #card(facts: ReturnType<typeof cardFacts>) {
    if (facts.length === 0) return nothing;
    return html`<details>
      <summary>${words.card}</summary>
      <dl>${facts.map(([name, value]) => html`<div><dt dir="auto">${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl>
    </details>`;
  }
}

define('kinglet-specialist-list', KingletSpecialistList);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-specialist-list': KingletSpecialistList;
  }
}
