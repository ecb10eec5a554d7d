import type { ModelStatus } from '@kinglet/runtime/shared';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatPercent } from '../../format.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { progressStyles } from '../../styles/progress.styles.ts';
import { transferText } from '../../transfer-text.ts';

const words = strings.model;

/** A model on its way in: bytes, rate, time left, with pause, resume and cancel. */
export class KingletDownloadProgress extends LitElement {
  static override properties = { status: { attribute: false } };
  static override styles = [baseStyles, progressStyles];
  declare status: ModelStatus | null;

  constructor() {
    super();
    this.status = null;
  }

  override render() {
    const status = this.status;
    if (!status) return nothing;
    const { model, phase } = status;
    const moving = phase === 'downloading' || phase === 'paused';
    const preparing = phase === 'preparing';
    const [total, done] = amount(status);
    return html`<div class="head">
        <strong>${words.phases[phase]}</strong>
        <bdi class="muted">${moving ? progressText(status) : nothing}</bdi>
      </div>
      ${
        preparing
          ? html`<progress aria-label=${words.phases.preparing} max="1" .value=${status.preparedShare ?? 0}></progress>
              <p class="muted">${words.preparingHint}</p>`
          : moving && total !== null
            ? html`<progress aria-label=${words.progressLabel(model.name)} max=${total} .value=${done}></progress>`
            : html`<progress aria-label=${words.progressLabel(model.name)}></progress>`
      }
      ${moving || preparing ? this.#buttons(status) : nothing}`;
  }

  #buttons(status: ModelStatus) {
    const { model, phase } = status;
    const modelId = model.id;
    const stop = () => ask(this, { type: 'cancel-download', modelId });
    if (phase === 'preparing') {
      return html`<div class="row"><button type="button" class="quiet" @click=${stop}>${words.skip}</button></div>`;
    }
    const stopWord = phase === 'downloading' && isOptional(status) ? words.skipAdapters : words.cancel;
    return html`<div class="row">
      ${
        phase === 'paused'
          ? html`<button type="button" class="primary" @click=${() => ask(this, { type: 'start-model', modelId })}>${words.resume}</button>`
          : html`<button type="button" @click=${() => ask(this, { type: 'pause-download', modelId })}>${words.pause}</button>`
      }
      <button type="button" class="quiet" @click=${stop}>${stopWord}</button>
    </div>`;
  }
}

/** The model itself is here: what still comes is its specialists, which it can do without. */
function isOptional({ model, receivedBytes }: ModelStatus): boolean {
  return model.sizeBytes !== null && receivedBytes >= model.sizeBytes;
}

/** All that comes and what has come: in bytes, or as a share where the engine counts none. */
function amount({ costs, receivedBytes, fetchedShare }: ModelStatus): readonly [number | null, number] {
  if (costs.downloadBytes === null && fetchedShare !== undefined) return [1, fetchedShare];
  return [costs.downloadBytes, receivedBytes];
}

function progressText({ costs, phase, receivedBytes, fetchedShare, bytesPerSecond }: ModelStatus): string {
  if (costs.downloadBytes === null && fetchedShare !== undefined) return formatPercent(fetchedShare);
  const rate = phase === 'downloading' ? bytesPerSecond : null;
  return transferText(receivedBytes, costs.downloadBytes, rate);
}

define('kinglet-download-progress', KingletDownloadProgress);
