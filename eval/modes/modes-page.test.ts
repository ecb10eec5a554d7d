import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plotSvg } from '../report/plot-svg.ts';
import type { ModeFigures } from './mode-figures.ts';
import { modeSeries, modesPage } from './modes-page.ts';
import { type ModesResult, readModes, writeModes } from './modes-result.ts';

const figures: ModeFigures = {
  ...{ n: 4, correct: 3, accuracy: 0.75, low: 0.3, high: 0.95, nameAccuracy: null },
  ...{ promptTokens: 400, completionTokens: 40, seconds: 2 },
  ...{ needless: null, cloudShare: 0.25, falseAccepts: 0.5, usd: 0.002 },
};
const both = { all: figures, categories: { multiple: figures } };
const result: ModesResult = {
  ...{ title: 'node, base, tools-135m', of: 'function calls', mayBeWrong: 0.1 },
  prices: { inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6 },
  modes: { escalated: both, prompted: both },
};

test('the page has a row a mode in their order, the assumed prices, and the categories', () => {
  const page = modesPage([result], 'eval-modes.svg');
  const cells = '3 | 4 | 75.0% | 30.0% to 95.0% | - | 100 | 10 | 0.50 | 25.0% | 50.0% | 0.500 |';
  expect(page).toContain(`| prompted | ${cells}\n| escalated | ${cells}`);
  expect(page).toContain('USD 0.15 for a million');
  expect(page).toContain('at most 5.0% (50.0%, missed) at a cloud share of at most 35.0% (25.0%, met)');
  expect(page).toContain('| category | prompted | escalated |');
  expect(page).toContain('(eval-modes.svg)');
  expect(plotSvg(modeSeries([result]))).toContain('>escalated<');
});

test('reads what was written, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'eval-modes-'));
  const file = join(folder, 'modes.json');
  await writeModes(file, result);
  expect(await readModes(file)).toEqual(result);
  for (const text of ['{', '{"categories": {}}', '{"modes": {}}', '{"modes": {"prompted": 3}}']) {
    await writeFile(file, text);
    await expect(readModes(file)).rejects.toThrow('has no figures by mode');
  }
  await rm(folder, { recursive: true });
});
