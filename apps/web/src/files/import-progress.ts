import {
  baseStyles,
  define,
  strings as elementStrings,
  progressStyles,
  transferText,
} from '@kinglet/element';
import type { ImportProgress } from '@kinglet/runtime/shared';
import { html, LitElement, nothing } from 'lit';

const words = elementStrings.model;

/** A file on its way in: what is done with it, bytes, rate and time left. */
class KingletImportProgress extends LitElement {
  static override properties = { progress: { attribute: false } };
  static override styles = [baseStyles, progressStyles];
  declare progress: ImportProgress | null;

  constructor() {
    super();
    this.progress = null;
  }

  override render() {
    if (!this.progress) return nothing;
    const { name, phase, doneBytes, sizeBytes, bytesPerSecond } = this.progress;
    const label = words.importProgressLabel(name);
    return html`<div class="head">
        <strong>${words.importing[phase]}</strong>
        <bdi class="muted">${phase === 'verifying' ? nothing : transferText(doneBytes, sizeBytes, bytesPerSecond)}</bdi>
      </div>
      ${
        phase === 'verifying'
          ? html`<progress aria-label=${label}></progress>`
          : html`<progress aria-label=${label} max=${sizeBytes} .value=${doneBytes}></progress>`
      }`;
  }
}

define('kinglet-import-progress', KingletImportProgress);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-import-progress': KingletImportProgress;
  }
}
