/** Numbers, sizes, durations and money as people read them, in the reader's locale. */

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
/** As models are named everywhere: British English would write `135m`. */
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat(undefined, { style: 'percent' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function formatNumber(value: number): string {
  return number.format(value);
}

/** Parameters of a model in short, in no locale: `135M`, `1.7B`. */
export function formatCount(value: number): string {
  return compact.format(value);
}

/** Decimal units, at most one fraction digit below ten: `98 MB`, `1.2 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}

/** One unit that fits the length: `340 ms`, `2.1 s`, `4 min`, `1.5 hr`. */
export function formatDuration(durationMs: number): string {
  const [value, unit] = inOneUnit(durationMs);
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit !== 'millisecond' ? 1 : 0,
  }).format(value);
}

function inOneUnit(durationMs: number): [number, 'millisecond' | 'second' | 'minute' | 'hour'] {
  if (durationMs < 1000) return [durationMs, 'millisecond'];
  if (durationMs < 60_000) return [durationMs / 1000, 'second'];
  if (durationMs < 3_600_000) return [durationMs / 60_000, 'minute'];
  return [durationMs / 3_600_000, 'hour'];
}

/** US dollars with enough digits to tell small sums apart: `$0.0004`. */
export function formatUsd(usd: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency: 'USD',
    maximumSignificantDigits: usd < 1 ? 2 : 4,
    minimumFractionDigits: 0,
  }).format(usd);
}

/** A share from 0 to 1 as whole percent: `87%`. */
export function formatPercent(share: number): string {
  return percent.format(share);
}

export function formatTime(timeMs: number): string {
  return date.format(timeMs);
}
