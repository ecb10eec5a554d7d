import { describe, expect, it } from 'vitest';
import { callFeatures, certaintyOf, thresholdFor } from './call-certainty.ts';

const calibration = { intercept: 1, name: 2, argument: 3, tokens: -1 };

describe('callFeatures', () => {
  it('has the least probable name and argument of all calls, and all their tokens', () => {
    const calls = [
      { name: 0.5, arguments: [1, 0.2], tokens: 4 },
      { name: 0.9, arguments: [], tokens: 5 },
    ];
    expect(callFeatures(calls)).toEqual({
      name: Math.log(0.5),
      argument: Math.log(0.2),
      tokens: Math.log(10),
    });
    expect(callFeatures([])).toBeNull();
    expect(callFeatures([{ name: 1, arguments: [], tokens: 1 }])).toMatchObject({ name: 0, argument: 0 });
  });

  it('stays finite for what is held for impossible', () => {
    const features = callFeatures([{ name: 0, arguments: [0], tokens: 1 }]);
    expect(features && certaintyOf(features, calibration)).toBeGreaterThan(0);
  });
});

describe('thresholdFor', () => {
  const curve = [
    { threshold: 0, coverage: 1, risk: 0.4 },
    { threshold: 0.5, coverage: 0.7, risk: 0.1 },
    { threshold: 0.7, coverage: 0.6, risk: 0.12 },
    { threshold: 0.9, coverage: 0.3, risk: 0.05 },
  ];

  it.each([
    [0.4, 0],
    [0.12, 0.5],
    [0.11, 0.5],
    [0.05, 0.9],
    [0.04, 1],
  ])('a share of %s that may be wrong asks for %s', (mayBeWrong, threshold) => {
    expect(thresholdFor(mayBeWrong, curve)).toBe(threshold);
  });
});
