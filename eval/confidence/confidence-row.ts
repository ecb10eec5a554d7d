import { type CallFeatures, callFeatures } from '@kinglet/router';
import { type CallProbability, isJsonObject, KingletError } from '@kinglet/spec';
import type { JsonLine } from '../rows/read-json-lines.ts';

/** A row in which an adapter made calls, with how probable they were to it and whether they were right. */
export interface ConfidenceRow {
  readonly adapter: string;
  readonly id: string;
  /** Rows that the coefficients are fitted to; the others are for figures. */
  readonly use: 'fit' | 'report';
  /** Empty: no call was made. */
  readonly calls: readonly CallProbability[];
  readonly right: boolean;
}

/** A row with calls. */
export interface WeighedRow extends CallFeatures {
  readonly right: boolean;
}

/** @throws KingletError `invalid-input` by file and line. */
export function readConfidenceRow({ place, value }: JsonLine): ConfidenceRow {
  if (isJsonObject(value) && (value['use'] === 'fit' || value['use'] === 'report')) {
    const { adapter, id, use, calls, right } = value;
    const isRow = typeof adapter === 'string' && typeof id === 'string' && typeof right === 'boolean';
    if (isRow && Array.isArray(calls) && calls.every(isProbability))
      return { adapter, id, use, calls: calls as unknown as CallProbability[], right };
  }
  throw new KingletError(
    'invalid-input',
    `${place} is no row of confidences. Remove the file, so that it is made anew.`,
  );
}

/** The features of the rows in which calls were made. */
export function weighedRows(rows: readonly ConfidenceRow[]): readonly WeighedRow[] {
  return rows.flatMap(({ calls, right }) => {
    const features = callFeatures(calls);
    return features === null ? [] : [{ ...features, right }];
  });
}

function isProbability(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { name, arguments: values, tokens } = value;
  return typeof name === 'number' && typeof tokens === 'number' && Array.isArray(values);
}
