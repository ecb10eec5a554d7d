import type { ModelStatus } from '@kinglet/runtime/shared';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatBytes, formatDuration } from '../../format.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { downloadProgressStyles } from './download-progress.styles.ts';

const words = strings.model;

/** A model on its way in: bytes, rate, time left, with pause, resume and cancel. */
export class KingletDownloadProgress extends LitElement {
  static override properties = { status: { attribute: false } };
  static override styles = [baseStyles, downloadProgressStyles];
  declare status: ModelStatus | null;

  constructor() {
    super();
    this.status = null;
  }

  override render() {
    const status = this.status;
    if (!status) return nothing;
    const { model, phase, receivedBytes } = status;
    const moving = phase === 'downloading' || phase === 'paused';
    const total = model.sizeBytes;
    return html`<div class="head">
        <strong>${words.phases[phase]}</strong>
        <bdi class="muted">${moving ? progressText(status) : nothing}</bdi>
      </div>
      ${
        moving && total !== null
          ? html`<progress aria-label=${words.progressLabel(model.name)} max=${total} .value=${receivedBytes}></progress>`
          : html`<progress aria-label=${words.progressLabel(model.name)}></progress>`
      }
      ${moving ? this.#buttons(status) : nothing}`;
  }

  #buttons({ model, phase }: ModelStatus) {
    const modelId = model.id;
    return html`<div class="row">
      ${
        phase === 'paused'
          ? html`<button type="button" class="primary" @click=${() => ask(this, { type: 'start-model', modelId })}>${words.resume}</button>`
          : html`<button type="button" @click=${() => ask(this, { type: 'pause-download', modelId })}>${words.pause}</button>`
      }
      <button type="button" class="quiet" @click=${() => ask(this, { type: 'cancel-download', modelId })}>${words.cancel}</button>
    </div>`;
  }
}

function progressText({ model, phase, receivedBytes, bytesPerSecond }: ModelStatus): string {
  const total = model.sizeBytes;
  const received = formatBytes(receivedBytes);
  const parts = [total === null ? received : words.progress(received, formatBytes(total))];
  if (phase === 'downloading' && bytesPerSecond !== null && bytesPerSecond > 0) {
    parts.push(words.rate(formatBytes(bytesPerSecond)));
    if (total !== null)
      parts.push(words.left(formatDuration(((total - receivedBytes) / bytesPerSecond) * 1000)));
  }
  return parts.join(' · ');
}

define('kinglet-download-progress', KingletDownloadProgress);
