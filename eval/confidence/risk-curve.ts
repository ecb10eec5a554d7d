import type { RiskPoint } from '@kinglet/router';

/** A row's certainty from 0 to 1, and whether it was right. */
export interface JudgedRow {
  readonly certainty: number;
  readonly right: boolean;
}

const thresholds = Array.from({ length: 50 }, (_, nth) => nth / 50);

/**
 * Risk and coverage at each fiftieth, as far as rows are left. `unseen` rows are added to each point, half of them wrong: 0 for what
 * was seen, 2 (Laplace's rule) for what may be expected, so that few right rows are no proof. Pure.
 */
export function riskCurve(rows: readonly JudgedRow[], { unseen = 0 } = {}): readonly RiskPoint[] {
  return thresholds.flatMap((threshold) => {
    const kept = rows.filter(({ certainty }) => certainty >= threshold);
    if (kept.length === 0) return [];
    const wrong = kept.filter(({ right }) => !right).length;
    const point = {
      coverage: kept.length / rows.length,
      risk: (wrong + unseen / 2) / (kept.length + unseen),
    };
    return [{ threshold, coverage: rounded(point.coverage), risk: rounded(point.risk) }];
  });
}

/** Area under the ROC curve: how often a right row is surer than a wrong one, ties half. NaN without both kinds. Pure. */
export function aurocOf(rows: readonly JudgedRow[]): number {
  const right = rows.filter((row) => row.right);
  const wrong = rows.filter((row) => !row.right);
  let wins = 0;
  for (const a of right) {
    for (const b of wrong) wins += a.certainty > b.certainty ? 1 : a.certainty === b.certainty ? 0.5 : 0;
  }
  return wins / (right.length * wrong.length);
}

/** Expected calibration error: how far certainty and share of right rows are apart, over ten bins of equal width. Pure. */
export function calibrationError(rows: readonly JudgedRow[]): number {
  const excess = Array.from({ length: 10 }, () => 0);
  for (const { certainty, right } of rows) {
    const bin = Math.min(9, Math.floor(certainty * 10));
    excess[bin] = (excess[bin] ?? 0) + certainty - (right ? 1 : 0);
  }
  return excess.reduce((sum, each) => sum + Math.abs(each), 0) / rows.length;
}

/** What comes of a threshold where a larger model that is always right takes the rest, over all rows. Pure. */
export function escalatedAt(rows: readonly JudgedRow[], threshold: number) {
  const kept = rows.filter(({ certainty }) => certainty >= threshold);
  const wrong = kept.filter(({ right }) => !right).length;
  return {
    /** Of all rows: wrong calls that ran. */
    falseAccepts: wrong / rows.length,
    /** Of all rows: asked of the larger model. */
    cloudShare: 1 - kept.length / rows.length,
    /** Of those that ran here: wrong. */
    risk: kept.length === 0 ? 0 : wrong / kept.length,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
