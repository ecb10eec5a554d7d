import { expect, test } from 'vitest';
import { downloadTerms } from './download-terms.ts';

const stored = { memoryOnly: false };
const own = { foreign: false, saveData: false };

test('on our own site it is once and for all', () => {
  expect(downloadTerms(stored, own)).toBe('Once; then no network is needed.');
});

test('another site keeps a copy of its own', () => {
  expect(downloadTerms(stored, { ...own, foreign: true })).toContain('each site keeps a copy of its own');
});

test('without storage nothing is said to last', () => {
  const terms = downloadTerms({ memoryOnly: true }, { ...own, foreign: true });
  expect(terms).toBe('Kept in memory for this visit only: this browser gives no storage.');
});

test('who saves data hears it first', () => {
  expect(downloadTerms(stored, { ...own, saveData: true })).toMatch(/^Your browser asks to save data/);
});
