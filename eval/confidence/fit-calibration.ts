import { type Calibration, type CallFeatures, certaintyOf } from '@kinglet/router';
import type { WeighedRow } from './confidence-row.ts';
import { riskCurve } from './risk-curve.ts';

const rounds = 2_000;
const rate = 0.5;
/** Keeps the coefficients of a few rows small. */
const penalty = 0.02;

/**
 * Logistic regression by gradient descent on the standardised features, with a small ridge; the same rows give the same
 * coefficients. A part that is more probable makes no call less sure: where few rows say so, that is chance, and the part does not
 * count. Right and wrong are the targets of Platt (1999), a little off 1 and 0, so that few rows make no certainty.
 */
export function fitCalibration(rows: readonly WeighedRow[]): Calibration {
  const right = rows.filter((row) => row.right).length;
  const high = (right + 1) / (right + 2);
  const low = 1 / (rows.length - right + 2);
  const names = ['name', 'argument', 'tokens'] as const;
  const scales = names.map((name) => scaleOf(rows.map((row) => row[name])));
  const inputs = rows.map((row) => names.map((name, nth) => scaled(row[name], scales[nth])));
  const weights = [0, 0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const slopes = weights.map((weight, nth) => (nth === 3 ? 0 : penalty * weight));
    for (const [at, input] of inputs.entries()) {
      const sum = [...input, 1].reduce((total, value, nth) => total + value * (weights[nth] ?? 0), 0);
      const error = 1 / (1 + Math.exp(-sum)) - (rows[at]?.right ? high : low);
      for (const [nth, value] of [...input, 1].entries())
        slopes[nth] = (slopes[nth] ?? 0) + (error * value) / rows.length;
    }
    for (const [nth, slope] of slopes.entries()) {
      const weight = (weights[nth] ?? 0) - rate * slope;
      weights[nth] = nth < 2 ? Math.max(0, weight) : weight;
    }
  }
  const coefficients = scales.map(({ spread }, nth) => (weights[nth] ?? 0) / spread);
  const shift = scales.reduce((sum, { mean }, nth) => sum + mean * (coefficients[nth] ?? 0), 0);
  const [name = 0, argument = 0, tokens = 0] = coefficients.map(rounded);
  const fitted = { intercept: rounded((weights[3] ?? 0) - shift), name, argument, tokens };
  return { ...fitted, curve: riskCurve(certainties(rows, fitted), { unseen: 2 }) };
}

/** How sure the calibration is of each row. */
export function certainties(
  rows: readonly WeighedRow[],
  calibration: CallFeatures & { readonly intercept: number },
): readonly { readonly certainty: number; readonly right: boolean }[] {
  return rows.map((row) => ({ certainty: certaintyOf(row, calibration), right: row.right }));
}

interface Scale {
  readonly mean: number;
  readonly spread: number;
}

function scaleOf(values: readonly number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}

function scaled(value: number, scale: Scale | undefined): number {
  return scale === undefined ? 0 : (value - scale.mean) / scale.spread;
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
