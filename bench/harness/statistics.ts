import { wilson } from './wilson.ts';

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Median and range, such as `12.3 (11.9 to 14.0, 7 runs)`. */
export function summary(values: readonly number[], unit: string): string {
  const range = `${number(Math.min(...values))} to ${number(Math.max(...values))}`;
  return `${number(median(values))} ${unit} (${range}, ${values.length} runs)`;
}

/** Three significant digits, without an exponent. */
export function number(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(places, 6));
}

/** A share with its 95% interval after Wilson, such as `9 of 10 = 90.0% (59.6% to 98.2%)`. */
export function shareText(hits: number, total: number): string {
  const { share, low, high } = wilson(hits, total);
  const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
  return `${hits} of ${total} = ${percent(share)} (${percent(low)} to ${percent(high)})`;
}
