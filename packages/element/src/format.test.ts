import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatUsd } from './format.ts';

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [98_362_432, '98 MB'],
  [1_400_000_000, '1.4 GB'],
  [5_000_000_000_000, '5,000 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [3, '3 ms'],
  [640.4, '640 ms'],
  [2210, '2.2 sec'],
  [42_000, '42 sec'],
  [240_000, '4 min'],
  [5_400_000, '1.5 hr'],
])('%d ms are %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test.each([
  [134_515_008, '135M'],
  [1_720_000_000, '1.72B'],
])('%d is %s in short', (value, text) => {
  expect(formatCount(value)).toBe(text);
});

test('small sums of money can be told apart', () => {
  expect(formatUsd(0.00042)).toBe('$0.00042');
  expect(formatUsd(1.5)).toBe('$1.5');
});
