import { type ModelSpeed, slowDecodePerSecond } from '@kinglet/runtime/shared';
import { formatNumber } from './format.ts';
import { strings } from './strings.ts';

const words = strings.model;

/** How fast a model writes, as a class for its colour (of `fitStyles`), a word that says the same, and what it goes by. */
export interface SpeedText {
  /** Null where nothing is known. */
  readonly fit: 'good' | 'slow' | null;
  readonly word: string;
  readonly basis: string | null;
}

export function speedText(speed: ModelSpeed | null): SpeedText {
  const perSecond = speed?.decodePerSecond ?? null;
  if (speed === null || perSecond === null) return { fit: null, word: words.speedUnknown, basis: null };
  const fit = perSecond < slowDecodePerSecond ? 'slow' : 'good';
  const rate = formatNumber(perSecond < 10 ? perSecond : Math.round(perSecond));
  return { fit, word: words.pace[fit], basis: words.speed[speed.basis](rate) };
}
