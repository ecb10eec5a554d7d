import { existsSync } from 'node:fs';
import { collectRows } from './confidence/collect-rows.ts';
import { type ConfidenceRow, readConfidenceRow } from './confidence/confidence-row.ts';
import { reportConfidence } from './confidence/report-confidence.ts';
import type { Options } from './options.ts';
import { readJsonLines } from './rows/read-json-lines.ts';

/**
 * Fits the router's calibrations to recorded rows and reports them on others. Rows that the file lacks are asked for first;
 * with all of them there, no model is needed.
 */
export async function runConfidence(file: string, options: Options): Promise<void> {
  await collectRows(file, await readRows(file), options);
  await reportConfidence(await readRows(file));
}

async function readRows(file: string): Promise<readonly ConfidenceRow[]> {
  return existsSync(file) ? (await readJsonLines(file)).map(readConfidenceRow) : [];
}
