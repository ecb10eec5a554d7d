import type { ModelSpeed } from '@kinglet/runtime/shared';
import { html, nothing } from 'lit';
import { speedText } from './speed-text.ts';

/** A speed as colour and word, with what it goes by. Needs `fitStyles`. */
export function speedShown(speed: ModelSpeed | null) {
  const { fit, word, basis } = speedText(speed);
  if (fit === null) return html`<span class="speed">${word}</span>`;
  return html`<span class="fit ${fit}">${word}</span>${basis === null ? nothing : html` <bdi>${basis}</bdi>`}`;
}
