import { costUsd, type Prices } from '@kinglet/policy';
import { type CategoryFigures, figuresOf } from '../report/category-figures.ts';
import type { ModeOutcome } from './answer-in-mode.ts';

/** What `--json` holds of a category in a mode. Shares are from 0 to 1 and, but for `needless`, of all rows. */
export interface ModeFigures extends CategoryFigures {
  /** Share of the rows that no call fits in which one was made; null without such rows. */
  readonly needless: number | null;
  /** Rows that the larger model was asked. */
  readonly cloudShare: number;
  /** Rows in which calls were run on the device and were wrong. */
  readonly falseAccepts: number;
  /** What the larger model would have cost, in USD, by estimated tokens. */
  readonly usd: number;
}

export function modeFigures(outcomes: readonly ModeOutcome[], prices: Prices): ModeFigures {
  const noneFits = outcomes.filter((outcome) => outcome.noneFits);
  const asked = outcomes.flatMap(({ cloud }) => cloud ?? []);
  return {
    ...figuresOf(outcomes),
    needless: noneFits.length === 0 ? null : share(noneFits, ({ answer }) => answer.calls.length > 0),
    cloudShare: share(outcomes, ({ cloud }) => cloud !== null),
    falseAccepts: share(outcomes, isFalseAccept),
    usd: asked.reduce((sum, usage) => sum + (costUsd(usage, prices) ?? 0), 0),
  };
}

/** A call was accepted and run on the device, and was wrong. What was refused, or the larger model did, is none. */
function isFalseAccept({ answer, mistake, cloud }: ModeOutcome): boolean {
  return cloud === null && answer.calls.length > 0 && mistake !== null;
}

function share(outcomes: readonly ModeOutcome[], counts: (outcome: ModeOutcome) => boolean): number {
  return outcomes.length === 0 ? 0 : outcomes.filter(counts).length / outcomes.length;
}
