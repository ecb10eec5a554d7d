import type { ModelRecord } from '@kinglet/spec';
import { formatCount, formatNumber } from './format.ts';
import { strings } from './strings.ts';

const words = strings.model;

/** One line on a model: the catalogue's own words, or of the user's own file what its header says. */
export function modelSummary({ summary, own }: ModelRecord): string {
  if (!own) return summary;
  return [
    words.ownFile(summary),
    own.architecture,
    words.parameters(formatCount(own.parameters)),
    own.quantization,
    words.trained(formatNumber(own.trainedTokens)),
  ].join(' · ');
}
