import { describe, expect, it } from 'vitest';
import type { WeighedRow } from './confidence-row.ts';
import { certainties, fitCalibration } from './fit-calibration.ts';
import { aurocOf, calibrationError, escalatedAt, type JudgedRow, riskCurve } from './risk-curve.ts';

const rows: readonly JudgedRow[] = [
  { certainty: 0.9, right: true },
  { certainty: 0.8, right: true },
  { certainty: 0.7, right: false },
  { certainty: 0.2, right: true },
  { certainty: 0.1, right: false },
];

describe('risk and coverage', () => {
  it('counts what runs and what of it is wrong at each threshold', () => {
    const at = (threshold: number) => riskCurve(rows).find((point) => point.threshold === threshold);
    expect(at(0)).toEqual({ threshold: 0, coverage: 1, risk: 0.4 });
    expect(at(0.5)).toEqual({ threshold: 0.5, coverage: 0.6, risk: 0.3333 });
    expect(at(0.8)).toEqual({ threshold: 0.8, coverage: 0.4, risk: 0 });
    expect(riskCurve(rows).at(-1)?.threshold).toBe(0.9);
    expect(riskCurve(rows, { unseen: 2 }).find(({ threshold }) => threshold === 0.8)?.risk).toBe(0.25);
  });

  it('says what a threshold costs where a larger model takes the rest', () => {
    expect(escalatedAt(rows, 0.5)).toEqual({ falseAccepts: 0.2, cloudShare: 0.4, risk: 1 / 3 });
    expect(escalatedAt(rows, 1)).toEqual({ falseAccepts: 0, cloudShare: 1, risk: 0 });
  });

  it('measures how well certainty orders and how well it is calibrated', () => {
    expect(aurocOf(rows)).toBeCloseTo(5 / 6);
    expect(aurocOf(rows.map((row) => ({ ...row, certainty: 0.5 })))).toBe(0.5);
    const sure = Array.from({ length: 10 }, (_, nth) => ({ certainty: 0.8, right: nth < 8 }));
    expect(calibrationError(sure)).toBeCloseTo(0);
    expect(calibrationError(sure.map((row) => ({ ...row, right: false })))).toBeCloseTo(0.8);
  });
});

describe('fitCalibration', () => {
  const weighed: readonly WeighedRow[] = Array.from({ length: 200 }, (_, nth) => {
    const probability = (nth % 20) / 20 + 0.025;
    const right = nth / 200 < probability;
    return { name: Math.log(probability), argument: nth % 3 === 0 ? -2 : -0.1, tokens: 2, right };
  });

  it('learns what tells right from wrong, the same each time, and never that more probable is worse', () => {
    const fitted = fitCalibration(weighed);
    expect(fitted).toEqual(fitCalibration(weighed));
    expect(fitted.name).toBeGreaterThan(0);
    const judged = certainties(weighed, fitted);
    expect(aurocOf(judged)).toBeGreaterThan(0.7);
    expect(calibrationError(judged)).toBeLessThan(0.12);
    const backwards = weighed.map((row) => ({ ...row, right: !row.right }));
    expect(fitCalibration(backwards)).toMatchObject({ name: 0 });
  });
});
