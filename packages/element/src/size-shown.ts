import type { ModelStatus } from '@kinglet/runtime/shared';
import { html } from 'lit';
import { formatBytes } from './format.ts';
import { strings } from './strings.ts';

const words = strings.model;
const fits = { fits: 'good', full: 'no' } as const;

/** What a model takes of the disk, with whether there is room for it as colour and word. Needs `fitStyles`. */
export function sizeShown(bytes: number | null, room: ModelStatus['room']) {
  const size = bytes === null ? words.unknown : formatBytes(bytes);
  if (room === undefined) return html`<bdi>${size}</bdi>`;
  return html`<bdi>${size}</bdi> <span class="fit ${fits[room]}">${words.room[room]}</span>`;
}
