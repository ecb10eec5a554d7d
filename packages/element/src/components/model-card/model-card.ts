import type { ModelStatus } from '@kinglet/runtime/shared';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatBytes } from '../../format.ts';
import { hashNote } from '../../hash-note.ts';
import { icon } from '../../icons.ts';
import { modelSummary } from '../../model-summary.ts';
import { sizeShown } from '../../size-shown.ts';
import { speedShown } from '../../speed-shown.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { fitStyles } from '../../styles/fit.styles.ts';
import '../download-progress/download-progress.ts';
import { downloadPlace, downloadTerms } from './download-terms.ts';
import { modelCardStyles } from './model-card.styles.ts';

const words = strings.model;

/**
 * Which model will run, what it costs the device, and the one button that starts it.
 *
 * @csspart card - the whole card
 */
export class KingletModelCard extends LitElement {
  static override properties = {
    status: { attribute: false },
    looking: { type: Boolean },
    canAskLarger: { type: Boolean },
  };
  static override styles = [baseStyles, fitStyles, modelCardStyles];
  declare status: ModelStatus | null;
  /** Not known yet which model will run: the card keeps its place. */
  declare looking: boolean;
  /** A message waits and a larger model could take it. */
  declare canAskLarger: boolean;
  /** The user pressed Start here: when its button gives way to the progress, the focus stays on the card. */
  #started = false;

  constructor() {
    super();
    this.status = null;
    this.looking = false;
    this.canAskLarger = false;
  }

  override render() {
    const status = this.status;
    if (!status) return this.looking ? placeholder() : nothing;
    const { model, fit, fitReason, costs, room, speed, error } = status;
    return html`<section part="card" class="card" tabindex="-1" aria-label=${words.cardLabel}>
      <div class="head">
        <div>
          <h3>${model.name}</h3>
          <p class="muted" dir="auto">${modelSummary(model)}</p>
        </div>
        <p class="verdict">
          <span class="fit ${fit}" title=${fitReason}>${words.fit[fit]}</span>
          ${fit === 'good' ? nothing : html`<span class="muted reason">${fitReason}</span>`}
        </p>
      </div>
      <dl>
        <div><dt>${words.size}</dt><dd>${sizeShown(costs.downloadBytes, room)}</dd></div>
        <div><dt>${words.memory}</dt><dd><bdi>${size(costs.memoryBytes)}</bdi></dd></div>
        <div><dt>${words.speedName}</dt><dd>${speedShown(speed)}</dd></div>
        <div><dt>${words.licence}</dt><dd>${model.licence ?? words.unknown}</dd></div>
      </dl>
      ${error ? html`<p class="error" role="alert">${icon('warning')}<span>${error.message}</span></p>` : nothing}
      ${shortcomings(status)}${this.#next(status)}
    </section>`;
  }

  override updated(): void {
    if (!this.#started || this.renderRoot.querySelector('.start')) return;
    this.#started = false;
    // A user who meanwhile went on to write keeps the focus there.
    const focused = document.activeElement;
    if (focused && focused !== document.body && !this.matches(':focus-within')) return;
    this.renderRoot.querySelector<HTMLElement>('.card')?.focus();
  }

  #next(status: ModelStatus) {
    switch (status.phase) {
      case 'absent':
      case 'failed':
        return this.#start(status);
      case 'downloading':
      case 'paused':
      case 'verifying':
      case 'preparing':
        return html`<kinglet-download-progress .status=${status}></kinglet-download-progress>`;
      default:
        return html`<p class="phase ${status.phase}">${words.phases[status.phase]}</p>`;
    }
  }

  #start(status: ModelStatus) {
    const { model, phase, fit, costs } = status;
    const start = () => {
      this.#started = true;
      ask(this, { type: 'start-model', modelId: model.id });
    };
    const larger = () => ask(this, { type: 'send-larger' });
    return html`<div class="row">
        <button type="button" class="primary start" ?disabled=${fit === 'no'} @click=${start}>${startLabel(phase, costs.downloadBytes)}</button>
        ${this.canAskLarger ? html`<button type="button" @click=${larger}>${words.askLarger}</button>` : nothing}
        ${phase === 'absent' ? html`<p class="muted">${downloadTerms(status, downloadPlace())}</p>` : nothing}
      </div>`;
  }
}

/** What the model does without here, and why; and what nothing but this device vouches for. */
function shortcomings({ model, unpreparedReason, adapters }: ModelStatus) {
  const lines = [
    ...hashNote(model),
    ...(unpreparedReason === null ? [] : [words.unprepared(unpreparedReason)]),
    ...adapters.flatMap(({ name, reason }) => (reason === null ? [] : [words.withoutAdapter(name, reason)])),
  ];
  return lines.map((line) => html`<p class="muted shortcoming">${line}</p>`);
}

function placeholder() {
  return html`<section part="card" class="card looking" aria-label=${words.cardLabel} aria-busy="true">
    <p class="phase loading">${words.looking}</p>
  </section>`;
}

function startLabel(phase: ModelStatus['phase'], sizeBytes: number | null): string {
  if (phase === 'failed') return words.retry;
  return sizeBytes === null ? words.downloadUnknown : words.download(formatBytes(sizeBytes));
}

function size(bytes: number | null): string {
  return bytes === null ? words.unknown : formatBytes(bytes);
}

define('kinglet-model-card', KingletModelCard);
