import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { KingletError } from '@kinglet/spec';
import { modeSeries, modesPage } from './modes/modes-page.ts';
import { readModes } from './modes/modes-result.ts';
import { plotSvg } from './report/plot-svg.ts';

/** Writes a page with the figures of `--mode`'s files, and its plot beside it. Throws `invalid-input` where none is named. */
export async function runReport(target: string, files: readonly string[]): Promise<void> {
  if (files.length === 0 || !target.endsWith('.md')) {
    throw new KingletError(
      'invalid-input',
      'A report needs a page and results: pnpm eval --report FILE.md JSON...',
    );
  }
  const results = await Promise.all(files.map(readModes));
  const plot = target.replace(/md$/, 'svg');
  await writeFile(target, modesPage(results, basename(plot)));
  await writeFile(plot, plotSvg(modeSeries(results)));
  console.log(`${target}, ${plot}`);
}
