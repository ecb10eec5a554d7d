import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plotSvg } from './plot-svg.ts';
import { readSeries } from './read-figures.ts';

test('draws a bar with its interval for each figure, and escapes names', () => {
  const figures = { share: 0.5, low: 0.4, high: 0.6 };
  const svg = plotSvg([
    { name: 'base', shares: { multiple: figures } },
    { name: 'a<b', shares: { multiple: { ...figures, share: 0.75 }, irrelevance: figures } },
  ]);
  expect(svg.match(/<rect [^>]*height="(130|195)"/g)).toHaveLength(3);
  expect(svg).toContain('>a&lt;b<');
  expect(svg).toContain('>irrelevance<');
});

test('reads what --json wrote, under a name or the name of the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eval-plot-'));
  const file = join(folder, 'tools.json');
  await writeFile(
    file,
    JSON.stringify({ categories: { multiple: { accuracy: 0.5, low: 0.4, high: 0.6, n: 10 } } }),
  );
  const shares = { multiple: { share: 0.5, low: 0.4, high: 0.6 } };
  expect(await readSeries(file)).toEqual({ name: 'tools', shares });
  expect(await readSeries(`Tuned=${file}`)).toEqual({ name: 'Tuned', shares });
  await writeFile(file, '{"n": 3}');
  await expect(readSeries(file)).rejects.toThrow('has no figures by category');
  await rm(folder, { recursive: true });
});
