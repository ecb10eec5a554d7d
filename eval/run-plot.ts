import { writeFile } from 'node:fs/promises';
import { KingletError } from '@kinglet/spec';
import { plotSvg } from './report/plot-svg.ts';
import { readSeries } from './report/read-figures.ts';

/** Draws the figures of `--json` files beside each other. Throws `invalid-input` where none is named. */
export async function runPlot(target: string, files: readonly string[]): Promise<void> {
  if (files.length === 0) {
    throw new KingletError('invalid-input', 'A plot needs results: pnpm eval --plot FILE [NAME=]JSON...');
  }
  const series = await Promise.all(files.map(readSeries));
  await writeFile(target, plotSvg(series));
  console.log(`${target}: ${series.map(({ name }) => name).join(', ')}`);
}
