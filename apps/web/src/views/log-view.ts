import { ask, baseStyles, define, formatNumber } from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import type { LogSettings } from '@kinglet/runtime/shared';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { download } from '../log/download.ts';
import { LogController } from '../log/log-controller.ts';
import '../log/log-row.ts';
import { datasetName } from '../log/train-panel.ts';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import './confirm-dialog.ts';

const words = strings.log;

/** The usage log: filter, rows with details, export, delete, and what is kept. */
class KingletLogView extends LitElement {
  static override properties = { client: { attribute: false }, state: { attribute: false } };
  static override styles = [
    baseStyles,
    formStyles,
    css`
      .rows {
        display: grid;
        gap: 0.6rem;
      }
      .keep {
        display: block;
      }
      .keep summary {
        cursor: pointer;
        font-weight: 550;
      }
      .keep[open] summary {
        margin-block-end: 1rem;
      }
      @media (max-width: 40rem) {
        .search {
          grid-column: 1 / -1;
        }
      }
      .between {
        justify-content: space-between;
      }
      .fields.filters {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr));
      }
    `,
  ];
  declare client: KingletClient | null;
  declare state: ClientState | null;
  readonly #log = new LogController(this);

  constructor() {
    super();
    this.client = null;
    this.state = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state') as ClientState | null | undefined;
    const started = changed.has('client') || (changed.has('state') && before?.phase !== this.state?.phase);
    if (started && this.client && this.state?.phase === 'ready') void this.#log.open(this.client);
  }

  override render() {
    const { rows, more, problem } = this.#log;
    return html`<div class="page">
      <header>
        <h2>${words.title}</h2>
        <p>${words.lead}</p>
      </header>
      ${this.state ? this.#keep(this.state.settings.log) : nothing} ${this.#filters()}
      ${problem === '' ? nothing : html`<p class="result bad" role="alert">${problem}</p>`}
      ${rows.length === 0 ? html`<p class="muted">${this.state?.settings.log.enabled === false ? words.off : words.none}</p>` : nothing}
      <ol class="rows">
        ${repeat(
          rows,
          ({ id }) => id,
          (row) =>
            html`<li><kinglet-log-row .row=${row} @kinglet-remove=${() => this.#remove(row.id)}></kinglet-log-row></li>`,
        )}
      </ol>
      ${more ? html`<div><button type="button" @click=${() => this.#log.readMore()}>${words.more}</button></div>` : nothing}
      <kinglet-train-panel></kinglet-train-panel>
      <kinglet-confirm></kinglet-confirm>
    </div>`;
  }

  #filters() {
    const { text, place, kind, escalatedOnly } = this.#log.filter;
    return html`<section class="card" aria-label=${words.filters}>
      <div class="fields filters">
        <label class="field search">${words.search}
          <input type="search" .value=${text} @input=${(event: Event) => this.#log.setFilter({ text: fieldValue(event) })} />
        </label>
        ${choice(words.place, place, words.places, (value) => this.#log.setFilter({ place: value }))}
        ${choice(words.kind, kind, words.kinds, (value) => this.#log.setFilter({ kind: value }))}
      </div>
      <div class="row between">
        <label class="check">
          <input
            type="checkbox"
            .checked=${escalatedOnly}
            @change=${() => this.#log.setFilter({ escalatedOnly: !escalatedOnly })}
          />
          ${words.escalated}
        </label>
        <div class="row">
          <button type="button" @click=${this.#train}>${strings.train.button}</button>
          <button type="button" @click=${this.#export}>${words.export}</button>
          <button type="button" class="danger" @click=${this.#clear}>${words.clear}</button>
        </div>
      </div>
    </section>`;
  }

  #keep(log: LogSettings) {
    const change = (patch: Partial<LogSettings>) =>
      ask(this, { type: 'update-settings', patch: { log: { ...log, ...patch } } });
    const retention = (event: Event) => change({ retention: fieldValue(event) === 'hash' ? 'hash' : 'text' });
    const days = (event: Event) => {
      const input = event.target as HTMLInputElement;
      if (input.reportValidity()) change({ retentionDays: input.valueAsNumber });
    };
    return html`<details class="card keep">
      <summary>${words.keep}: <span class="muted">${keptText(log)}</span></summary>
      <div class="fields">
        <label class="check">
          <input type="checkbox" .checked=${log.enabled} @change=${() => change({ enabled: !log.enabled })} />
          ${words.enabled}
        </label>
        <label class="field">${words.retention}
          <select @change=${retention}>
            <option value="text" ?selected=${log.retention === 'text'}>${words.retentions.text}</option>
            <option value="hash" ?selected=${log.retention === 'hash'}>${words.retentions.hash}</option>
          </select>
        </label>
        <label class="field">${words.days}
          <input type="number" min="1" max="3650" step="1" required .value=${String(log.retentionDays)} @change=${days} />
        </label>
      </div>
    </details>`;
  }

  readonly #export = async (): Promise<void> => {
    const blob = await this.#log.export();
    if (blob) download(blob, 'kinglet-log.jsonl');
  };

  readonly #train = async (): Promise<void> => {
    const dataset = await this.#log.exportDataset();
    if (!dataset) return;
    if (dataset.rows > 0) download(new Blob([dataset.lines], { type: 'application/jsonl' }), datasetName);
    this.renderRoot.querySelector('kinglet-train-panel')?.show(dataset);
  };

  readonly #clear = async (): Promise<void> => {
    if (await this.#confirm(words.confirmClear)) await this.#log.clear();
  };

  async #remove(rowId: string): Promise<void> {
    if (await this.#confirm(words.confirmRemove)) await this.#log.remove(rowId);
  }

  async #confirm(question: string): Promise<boolean> {
    return (await this.renderRoot.querySelector('kinglet-confirm')?.confirm(question)) ?? false;
  }
}

function keptText({ enabled, retention, retentionDays }: LogSettings): string {
  if (!enabled) return words.keptNothing;
  return words.kept(words.retentions[retention], formatNumber(retentionDays));
}

function choice<T extends string>(
  label: string,
  current: T | '',
  options: Readonly<Record<T, string>>,
  choose: (value: T | '') => void,
) {
  const entries = Object.entries(options) as [T, string][];
  const change = (event: Event) => choose(entries.find(([value]) => value === fieldValue(event))?.[0] ?? '');
  return html`<label class="field">${label}
    <select @change=${change}>
      <option value="" ?selected=${current === ''}>${words.all}</option>
      ${entries.map(([value, text]) => html`<option value=${value} ?selected=${current === value}>${text}</option>`)}
    </select>
  </label>`;
}

function fieldValue(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

define('kinglet-log-view', KingletLogView);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-log-view': KingletLogView;
  }
}
