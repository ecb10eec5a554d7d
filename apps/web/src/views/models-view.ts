import {
  ask,
  baseStyles,
  currentModel,
  define,
  strings as elementStrings,
  fitStyles,
  formatBytes,
  formatCount,
  hashNote,
  icon,
  modelSummary,
  sizeShown,
  speedShown,
} from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import { type ModelStatus, parametersOf, suggestedModel } from '@kinglet/runtime/shared';
import { css, html, LitElement, nothing } from 'lit';
import '../files/add-file.ts';
import '../specialists/specialist-list.ts';
import type { RemoveSpecialistEvent } from '../specialists/specialist-list.ts';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';
import './confirm-dialog.ts';

const words = strings.models;
const moving: readonly ModelStatus['phase'][] = [
  'downloading',
  'paused',
  'verifying',
  'preparing',
  'loading',
];
const onDisk: readonly ModelStatus['phase'][] = ['stored', 'loading', 'ready'];
const here: readonly ModelStatus['phase'][] = ['stored', 'preparing', 'loading', 'ready'];

/** The catalogue's models and the user's own: what each costs, whether it fits this device, and load and delete. */
class KingletModelsView extends LitElement {
  static override properties = { client: { attribute: false }, state: { attribute: false } };
  static override styles = [
    baseStyles,
    fitStyles,
    formStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.25rem 1rem;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 2rem;
      }
      dt {
        color: var(--k-muted);
        font-size: 0.8125em;
      }
      dd {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .in-use {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        color: var(--k-good);
        font-weight: 600;
      }
      .reason::first-letter {
        text-transform: uppercase;
      }
      .error {
        color: var(--k-bad);
        overflow-wrap: anywhere;
      }
      li.card.current {
        border-color: var(--k-accent);
      }
      ul {
        display: grid;
        gap: 1rem;
      }
    `,
  ];
  declare client: KingletClient | null;
  declare state: ClientState | null;

  constructor() {
    super();
    this.client = null;
    this.state = null;
    this.addEventListener('dragover', (event) => this.#adder?.dragOver(event));
    this.addEventListener('dragleave', () => this.#adder?.dragLeave());
    this.addEventListener('drop', (event) => this.#adder?.drop(event));
  }

  override render() {
    const { state } = this;
    const current = (state && currentModel(state)?.model.id) ?? null;
    const suggested = suggestedModel(state?.models ?? [], current);
    return html`<div class="page">
      <header>
        <h2>${words.title}</h2>
        <p>${words.lead}</p>
      </header>
      ${state?.phase === 'ready' && state.models.length === 0 ? html`<p>${words.none}</p>` : nothing}
      <ul>
        ${state?.models.map((status) => this.#row(status, { current, suggested }))}
      </ul>
      ${state ? this.#pin(state.settings.backend) : nothing}
      <p class="muted"><a href="#/bench">${words.bench}</a>. ${words.benchLead}</p>
      <kinglet-add-file
        .client=${this.client}
        .progress=${state?.importing ?? null}
        .ask=${(question: string, yes: string) => this.#confirm(question, yes)}
      ></kinglet-add-file>
      <kinglet-confirm></kinglet-confirm>
    </div>`;
  }

  #row(status: ModelStatus, { current, suggested }: { current: string | null; suggested: string | null }) {
    const { model, fit, fitReason, phase, costs, room, speed, backend, adapters, unpreparedReason, error } =
      status;
    // What the browser still has to bring in, and that it does: no button of ours says it.
    const byBrowser = model.engine === 'built-in' && !here.includes(phase);
    return html`<li class="card ${model.id === current ? 'current' : ''}">
      <div class="head">
        <div>
          <h3>${model.name}</h3>
          <p class="muted" dir="auto">${modelSummary(model)}</p>
        </div>
        <span class="fit ${fit}">${elementStrings.model.fit[fit]}</span>
      </div>
      <dl>
        ${here.includes(phase) || model.own ? nothing : fact(words.download, size(costs.downloadBytes))}
        <div><dt>${words.size}</dt><dd>${sizeShown(costs.diskBytes, room)}</dd></div>${fact(words.memory, size(costs.memoryBytes))}
        <div><dt>${elementStrings.model.speedName}</dt><dd>${speedShown(speed)}</dd></div>
        ${backend === null ? nothing : fact(words.runsOn, this.#place(backend))}
        ${fact(words.parameters, parameters(model))}
        ${fact(words.licence, model.licence ?? words.unknown)}
        ${fact(words.progress, elementStrings.model.phases[phase])}
      </dl>
      ${fit === 'good' && !byBrowser ? nothing : html`<p class="muted reason">${fitReason}</p>`}
      ${error ? html`<p class="error">${error.message}</p>` : nothing}
      ${model.id === suggested ? html`<p class="in-use">${words.suggested}</p>` : nothing}
      ${hashNote(model).map((note) => html`<p class="muted">${note}</p>`)}
      ${unpreparedReason === null ? nothing : html`<p class="muted">${elementStrings.model.unprepared(unpreparedReason)}</p>`}
      ${adapters.length === 0 ? nothing : this.#specialists(adapters)}
      ${
        moving.includes(phase)
          ? html`<kinglet-download-progress .status=${status}></kinglet-download-progress>`
          : this.#buttons(status)
      }
    </li>`;
  }

  /** What models run on where their engine leaves a choice. */
  #pin(backend: ModelStatus['backend']) {
    const choose = (event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      const pinned = value === 'wasm' || value === 'webgpu' ? value : null;
      ask(this, { type: 'update-settings', patch: { backend: pinned } });
    };
    const option = (value: keyof typeof words.pins) =>
      html`<option value=${value} .selected=${value === (backend ?? 'measured')}>${words.pins[value]}</option>`;
    return html`<section class="card">
      <label>${words.pin}
        <select aria-describedby="pin-lead" @change=${choose}>${option('measured')}${option('wasm')}${option('webgpu')}</select>
      </label>
      <p class="muted" id="pin-lead">${words.pinLead}</p>
    </section>`;
  }

  #place(backend: 'wasm' | 'webgpu'): string {
    const place = words.backends[backend];
    return this.state?.settings.backend === backend ? words.pinned(place) : place;
  }

  #specialists(adapters: ModelStatus['adapters']) {
    return html`<kinglet-specialist-list .adapters=${adapters} @kinglet-remove-specialist=${this.#onRemoveSpecialist}></kinglet-specialist-list>`;
  }

  #buttons(status: ModelStatus) {
    const { model, phase, fit, costs } = status;
    const use = () => ask(this, { type: 'choose-model', modelId: model.id });
    const label =
      phase === 'stored' || model.own || costs.downloadBytes === null
        ? words.use
        : words.useSize(formatBytes(costs.downloadBytes));
    return html`<div class="row">
      ${
        phase === 'ready'
          ? html`<span class="in-use">${icon('check')}${words.inUse}</span>`
          : html`<button type="button" ?disabled=${fit === 'no'} @click=${use}>${label}</button>`
      }
      ${
        (onDisk.includes(phase) && model.engine !== 'built-in') ||
        model.own ||
        (phase === 'failed' && status.receivedBytes > 0)
          ? html`<button type="button" class="quiet" @click=${() => this.#remove(status)}>
              ${icon('bin')}${words.remove}
            </button>`
          : nothing
      }
    </div>`;
  }

  async #remove(status: ModelStatus): Promise<void> {
    const { model, costs, adapters } = status;
    const { id: modelId, name, own } = model;
    // What the user brought stays, but for an own model, which takes its specialists along.
    const kept = adapters.reduce(
      (sum, { origin, sizeBytes }) => sum + (origin === 'imported' && !own ? sizeBytes : 0),
      0,
    );
    const freed = isPart(status)
      ? formatBytes(status.receivedBytes)
      : size(costs.diskBytes === null ? null : costs.diskBytes - kept);
    const question = own ? words.confirmRemoveOwn(name, freed) : words.confirmRemove(name, freed);
    if (await this.#confirm(question)) ask(this, { type: 'delete-model', modelId });
  }

  readonly #onRemoveSpecialist = async (event: RemoveSpecialistEvent): Promise<void> => {
    const { id, name, sizeBytes } = event.adapter;
    const question = strings.specialists.confirmRemove(name, formatBytes(sizeBytes));
    if (await this.#confirm(question, strings.specialists.removeYes))
      ask(this, { type: 'remove-adapter', adapterId: id });
  };

  get #adder() {
    return this.renderRoot.querySelector('kinglet-add-file');
  }

  async #confirm(question: string, yes?: string): Promise<boolean> {
    const dialog = this.renderRoot.querySelector('kinglet-confirm');
    return (await dialog?.confirm(question, yes === undefined ? {} : { yes })) ?? false;
  }
}

function fact(term: string, value: string) {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function parameters(model: ModelStatus['model']): string {
  const count = parametersOf(model);
  const weights = model.own?.quantization ?? model.quantization ?? null;
  const shown = count === null ? words.unknown : formatCount(count);
  return weights === null ? shown : `${shown}, ${weights}`;
}

/** A download that failed left what came. */
function isPart({ phase, receivedBytes, costs }: ModelStatus): boolean {
  return phase === 'failed' && costs.downloadBytes !== null && receivedBytes < costs.downloadBytes;
}

function size(bytes: number | null): string {
  return bytes === null ? words.unknown : formatBytes(bytes);
}

define('kinglet-models-view', KingletModelsView);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-models-view': KingletModelsView;
  }
}
